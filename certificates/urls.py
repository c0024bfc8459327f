"""Verification, open to everybody: /v/ and /v/<code>/, the address printed on each certificate."""

from django.urls import path

from certificates.views import brought, public, unconnected

urlpatterns = [
    path("", public.verify, name="verify"),
    path("file/", brought.verify_file, name="verify_file"),
    path("offline/", unconnected.check_offline, name="check_offline"),
    path("<str:code>/", public.verify_code, name="verify_code"),
    # The printed address has no slash at the end: one question, one answer, no redirect.
    path("<str:code>", public.verify_code),
]
