"""What carries the news that a notice waits: mail, and what a city may add (SMS, WeChat).

A channel never carries the notice itself, only the quiet sentence of `sending`: phones and
mailboxes are read by others. `settings.NOTICE_CHANNELS` names the channels in use.
"""

from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from portal.notices.models import Notice


class Channel(Protocol):
    """One way to reach somebody outside the platform.

    `send` may be called twice with the same `provider_id` when a worker dies (at least once): a
    provider that takes an id of its client's gets this one, and drops the second. It raises when
    the provider did not take the message, and the job is tried again later.
    """

    name: str

    def address_of(self, notice: Notice) -> str:
        """Where the addressee is reached this way; empty: not at all."""

    def send(self, address: str, subject: str, text: str, provider_id: str) -> None: ...


def channels() -> dict[str, Channel]:
    """The channels in use, by name."""
    made = [import_string(path)() for path in settings.NOTICE_CHANNELS]
    return {channel.name: channel for channel in made}
