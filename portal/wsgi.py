"""The WSGI application that granian serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from portal.roomy import roomy

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.base")

application = roomy(get_wsgi_application())

# What is loaded by now stays: it is not looked through again and again for garbage; and a request
# makes thousands of short-lived values, which are no reason to look either.
gc.unfreeze()
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 10, 10)
