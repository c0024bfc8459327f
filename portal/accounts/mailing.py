"""The mail with an invitation: what to do and until when, and nothing about anybody."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from portal.accounts.codes import code_from
from portal.accounts.models import Invitation


def link_of(invitation: Invitation) -> str:
    return settings.PUBLIC_URL + reverse("invitation", args=[code_from(invitation.seed)])


def send(invitation: Invitation) -> None:
    """Send it in both languages. Mail can go out twice when a worker dies; its link is the same."""
    parts = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            told = {"invitation": invitation, "link": link_of(invitation), "city": settings.CITY}
            parts.append(render_to_string("account/mail/invitation.txt", told).strip())
    with translation.override("zh-hans"):
        subject = _("Set the password of your login")
    send_mail(subject, "\n\n--\n\n".join(parts), None, [invitation.email])
