"""What a person's appointments bring to the timeline: how they began and ended, another term,
suspensions, and entries that were recorded wrongly."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from certificates.roster.choices import EndReason
from certificates.roster.events import ACT, WRONG, Event, joined
from certificates.roster.models import Appointment
from portal import clock

WITH_CORRECTION = (
    *("post", "organisation", "ending", "person", "corrected_by"),
    *("correction__first_signer", "correction__second_signer"),
)


def told_of(own: Sequence[Appointment], neighbours: Sequence[Appointment]) -> Iterator[Event]:
    """Of the entries that count; `neighbours` are everybody's at the same posts, by their days.
    Where somebody was elected or hired again, the old term's end is told with the new one."""
    renewed = _renewed(own)
    told = {before.pk for before in renewed.values()}
    for row in own:
        yield _beginning(row, renewed.get(row.pk), neighbours)
        yield from _suspensions(row, renewed.get(row.pk))
        if hasattr(row, "ending") and row.pk not in told:
            yield _end(row, neighbours)


def told_of_wrong(row: Appointment) -> Event:
    """That an entry was corrected or struck, what it said, why, and by whom. It is never told as
    having been in office. `row` comes with what WITH_CORRECTION names fetched."""
    correction, names = row.correction, _names(row)
    if hasattr(row, "corrected_by"):
        title = _("Entry corrected: %(post)s of %(place)s") % names
    else:
        title = _("Entry struck: %(post)s of %(place)s") % names
    said = _("it said: %(words)s") % {"words": joined(_said(row))}
    reason = _("reason: %(reason)s") % {"reason": correction.reason}
    signers = {
        "first": correction.first_signer.get_full_name(),
        "second": correction.second_signer.get_full_name(),
    }
    return Event(
        clock.day_of(correction.recorded_at),
        title,
        joined([said, reason]),
        WRONG,
        mark=_("by %(first)s and %(second)s") % signers,
        ending=row.pk if hasattr(row, "ending") else None,
    )


def post_words(row: Appointment) -> str:
    """The post as it is called: chair, full-time mediator."""
    return str(row.post.get_kind_display())


def _names(row: Appointment) -> dict[str, str]:
    return {"post": post_words(row), "place": row.organisation.name}


def _said(row: Appointment) -> Iterator[str]:
    yield str(row.get_mode_display())
    yield _("from %(day)s") % {"day": date_format(row.starts)}
    if row.ends:
        yield _("until %(day)s") % {"day": date_format(row.ends - timedelta(days=1))}
        yield str(EndReason(row.ending.reason).label)
    yield row.basis


def _renewed(own: Sequence[Appointment]) -> Mapping[int, Appointment]:
    """The term before of each that is another term in the same post, by its id."""
    found: dict[int, Appointment] = {}
    last: dict[int, Appointment] = {}
    for row in own:
        before = last.get(row.post_id)
        ends = before.ends if before and before.ends == row.starts else None
        if before and ends and before.ending.reason == EndReason.RENEWED:
            found[row.pk] = before
        last[row.post_id] = row
    return found


def _beginning(
    row: Appointment, renewed: Appointment | None, neighbours: Sequence[Appointment]
) -> Event:
    if renewed:
        return _another_term(row, renewed)
    if row.mode == "elected":
        title = _("Elected %(post)s of %(place)s") % _names(row)
    else:
        title = _("Hired as %(post)s of %(place)s") % _names(row)
    before = _before(row, neighbours)
    parts = [row.basis, _("following %(name)s") % {"name": before[1]} if before else ""]
    return Event(row.starts, title, joined(parts), ACT, mark=_mark(row), other=before)


def _another_term(row: Appointment, before: Appointment) -> Event:
    if row.mode == "elected":
        title = _("Another term as %(post)s of %(place)s") % _names(row)
    else:
        title = _("Hired again as %(post)s of %(place)s") % _names(row)
    told = before.ending
    papers = dict.fromkeys((row.basis, told.document_number))
    parts = [told.deciding_body, *papers, told.note]
    mark = _mark(row) or _mark_of_end(before)
    return Event(row.starts, title, joined(parts), ACT, mark=mark, ending=before.pk)


def _end(row: Appointment, neighbours: Sequence[Appointment]) -> Event:
    told = row.ending
    title = _("Left as %(post)s of %(place)s: %(reason)s") % (
        _names(row) | {"reason": EndReason(told.reason).label}
    )
    after = _after(row, neighbours)
    successor = _("successor: %(name)s") % {"name": after[1]} if after else _empty(row)
    parts = [told.deciding_body, told.document_number, told.note, successor]
    return Event(
        told.day, title, joined(parts), ACT, mark=_mark_of_end(row), ending=row.pk, other=after
    )


def _empty(row: Appointment) -> str:
    """Nobody came after: the post stands vacant, or was closed (撤岗)."""
    succession = getattr(row.ending, "succession", None)
    if succession and succession.closed_on:
        return _("post closed from %(day)s") % {"day": date_format(succession.closed_on)}
    return _("post vacant since then")


def _before(row: Appointment, neighbours: Sequence[Appointment]) -> tuple[int, str] | None:
    earlier = [
        other
        for other in neighbours
        if other.post_id == row.post_id and other.ends and other.ends <= row.starts
    ]
    return (earlier[-1].person_id, earlier[-1].person.name) if earlier else None


def _after(row: Appointment, neighbours: Sequence[Appointment]) -> tuple[int, str] | None:
    later = [
        other
        for other in neighbours
        if other.post_id == row.post_id and row.ends and other.starts >= row.ends
    ]
    return (later[0].person_id, later[0].person.name) if later else None


def _mark(row: Appointment) -> str:
    """What two people stand for."""
    if row.corrects_id:
        return _("corrected, by two people")
    if row.second_signer_id:
        return _("entered late, by two people")
    return _("past the gate, by two people") if row.gate_decision.override_second_id else ""


def _mark_of_end(row: Appointment) -> str:
    if not row.ending.second_signer_id:
        return ""
    if row.corrects_id:
        return _("corrected, by two people")
    return _("entered late, by two people")


def _suspensions(row: Appointment, before: Appointment | None) -> Iterator[Event]:
    """What was carried over from the term `before` is told there, and its lifting once; what never
    began is not told at all."""
    lifted = {one.ends for one in before.suspensions.all()} if before else set()
    for suspension in row.suspensions.all():
        if suspension.never_began:
            continue
        if not (before and suspension.starts == row.starts):
            yield Event(suspension.starts, _("Suspended from duty"), suspension.reason, ACT)
        if suspension.ends and suspension.ends not in lifted:
            yield Event(suspension.ends, _("Back on duty"), suspension.lift_reason, ACT)
