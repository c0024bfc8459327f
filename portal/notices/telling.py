"""Telling a person or a login something, in the transaction of the act it tells of."""

from collections.abc import Mapping

from django.db import IntegrityError, connection, transaction
from django.db.models import Q

from portal import clock
from portal.jobs.enqueueing import NoTransaction, enqueue
from portal.notices.channels import channels
from portal.notices.models import Notice
from portal.notices.wording import Fact, Wording, kept

SEND = "notice.send"


def tell(
    wording: Wording,
    *,
    key: str,
    person_id: int | None = None,
    user_id: int | None = None,
    facts: Mapping[str, Fact] | None = None,
    link: str = "",
) -> bool:
    """Put a notice into the inbox of exactly one addressee; a job sends word of it by each channel
    that has an address.

    `key` identifies the occasion within the kind: the same is told once, a second call returns
    False. `link` is a path of the platform. Raises NoTransaction outside `transaction.atomic`.
    """
    if not connection.in_atomic_block:
        raise NoTransaction(f"tell({wording.kind!r}, {key!r}) outside a transaction")
    try:
        with transaction.atomic():
            notice = Notice.objects.create(
                person_id=person_id,
                user_id=user_id,
                kind=wording.kind,
                key=key,
                subject=wording.subject,
                text=wording.text,
                facts=kept(facts or {}),
                link=link,
                created_at=clock.now(),
            )
    except IntegrityError:
        if _told_before(wording.kind, key, person_id, user_id):
            return False
        raise
    for name, channel in channels().items():
        if channel.address_of(notice):
            enqueue(SEND, f"{notice.pk}:{name}", {"notice": notice.pk, "channel": name})
    return True


def _told_before(kind: str, key: str, person_id: int | None, user_id: int | None) -> bool:
    rows = Notice.objects.unscoped("telling once")
    to = Q(person_id=person_id or 0) | Q(user_id=user_id or 0)
    return rows.filter(to, kind=kind, key=key).exists()
