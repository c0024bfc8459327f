"""Mail as a channel."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage

from portal.notices.models import Notice


class Mail:
    """To the address of the login, else of the person; the provider's id is the Message-ID."""

    name = "mail"

    def address_of(self, notice: Notice) -> str:
        if notice.user:
            return notice.user.email
        person = notice.person
        if person is None:
            return ""
        return (person.user.email if person.user else "") or person.email

    def send(self, address: str, subject: str, text: str, provider_id: str) -> None:
        host = urlsplit(settings.PUBLIC_URL).hostname
        headers = {"Message-ID": f"<{provider_id.replace(':', '.')}@{host}>"}
        EmailMessage(subject, text, None, [address], headers=headers).send()
