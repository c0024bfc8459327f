"""Sending word that a notice waits: one quiet sentence in both languages, without a name, a number
or what it is about."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal import clock
from portal.notices.channels import Channel, channels
from portal.notices.models import Notice

INBOX = "/desk/notices/"
WHY = "sending word to the addressee"


@dataclass(frozen=True)
class Errand:
    """A notice that is still to be sent word of, and the way there."""

    notice: Notice
    channel: Channel
    address: str


def errand(notice_id: int, channel_name: str) -> Errand | None:
    """None when there is nothing to send any more: read, forgotten, address or channel gone."""
    rows = Notice.objects.unscoped(WHY).select_related("user", "person__user")
    notice = rows.filter(pk=notice_id, read_at__isnull=True).first()
    channel = channels().get(channel_name)
    if notice is None or channel is None:
        return None
    address = channel.address_of(notice)
    return Errand(notice, channel, address) if address else None


def send(task: Errand, provider_id: str) -> None:
    """Hand the quiet sentence to the channel; the outbox key is the provider's id."""
    subject, text = quiet_words()
    task.channel.send(task.address, subject, text, provider_id)


def quiet_words() -> tuple[str, str]:
    """Subject and text, Chinese first; the same for every notice."""
    parts = []
    for language in ("zh-hans", "en"):
        with override(language):
            sentence = _("You have a new message. Please sign in to read it.")
            parts.append(f"{sentence}\n{settings.PUBLIC_URL}{INBOX}\n\n{settings.CITY['name']}")
    with override("zh-hans"):
        subject = _("You have a new message. Please sign in to read it.")
    return subject, "\n\n--\n\n".join(parts)


def note_sent(task: Errand) -> None:
    """In the transaction that ends the job; kept for mail, the channel that everybody has."""
    if task.channel.name == "mail":
        rows = Notice.objects.unscoped(WHY).filter(pk=task.notice.pk)
        rows.update(mailed_at=clock.now())
