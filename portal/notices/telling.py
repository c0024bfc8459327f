"""Telling a person or a login something, in the transaction of the act it tells of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, connection, transaction
from django.db.models import Q

from portal import clock
from portal.jobs.enqueueing import NoTransaction, enqueue, enqueue_many
from portal.notices.channels import channels
from portal.notices.models import Notice
from portal.notices.wording import Fact, Wording, kept

SEND = "notice.send"
AT_ONCE = 500


@dataclass(frozen=True)
class Message:
    """What `tell` tells one addressee."""

    wording: Wording
    key: str
    person_id: int | None = None
    user_id: int | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)
    link: str = ""


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
    notice = _notice(Message(wording, key, person_id, user_id, facts or {}, link), clock.now())
    try:
        with transaction.atomic():
            notice.save(force_insert=True)
    except IntegrityError:
        if _told_before(wording.kind, key, person_id, user_id):
            return False
        raise
    for name, channel in channels().items():
        if channel.address_of(notice):
            enqueue(SEND, f"{notice.pk}:{name}", {"notice": notice.pk, "channel": name})
    return True


def _notice(one: Message, moment: datetime) -> Notice:
    return Notice(
        person_id=one.person_id,
        user_id=one.user_id,
        kind=one.wording.kind,
        key=one.key,
        subject=one.wording.subject,
        text=one.wording.text,
        facts=kept(one.facts),
        link=one.link,
        created_at=moment,
    )


def _told_before(kind: str, key: str, person_id: int | None, user_id: int | None) -> bool:
    rows = Notice.objects.unscoped("telling once")
    to = Q(person_id=person_id or 0) | Q(user_id=user_id or 0)
    return rows.filter(to, kind=kind, key=key).exists()


def tell_many(messages: Sequence[Message]) -> int:
    """Tell many addressees at once as `tell` tells one; how many were told: who was told the same
    before is not told again. The queries do not grow with the messages.

    Raises NoTransaction outside `transaction.atomic`, and IntegrityError when somebody else tells
    the same meanwhile: then nothing is told, and the caller tries again.
    """
    if not connection.in_atomic_block:
        raise NoTransaction("tell_many() outside a transaction")
    before = _told_of(messages)
    fresh = {_named(one): one for one in messages if _named(one) not in before}
    if not fresh:
        return 0
    moment = clock.now()
    notices = Notice.objects.unscoped("telling many").bulk_create(
        [_notice(one, moment) for one in fresh.values()], batch_size=AT_ONCE
    )
    _send_word(notices)
    return len(notices)


def _send_word(notices: Sequence[Notice]) -> None:
    """By each channel that reaches the addressee."""
    rows = Notice.objects.unscoped("sending word of many").select_related("user", "person__user")
    read = rows.filter(pk__in=[notice.pk for notice in notices]).order_by("pk")
    used = channels().items()
    asked = [
        (f"{notice.pk}:{name}", {"notice": notice.pk, "channel": name})
        for notice in read
        for name, channel in used
        if channel.address_of(notice)
    ]
    enqueue_many(SEND, asked)


Named = tuple[int | None, int | None, str, str]


def _named(one: Message) -> Named:
    return one.person_id, one.user_id, one.wording.kind, one.key


def _told_of(messages: Sequence[Message]) -> set[Named]:
    people = {one.person_id for one in messages if one.person_id}
    logins = {one.user_id for one in messages if one.user_id}
    rows = Notice.objects.unscoped("telling once").filter(
        Q(person_id__in=people) | Q(user_id__in=logins),
        key__in={one.key for one in messages},
    )
    return set(rows.values_list("person_id", "user_id", "kind", "key"))
