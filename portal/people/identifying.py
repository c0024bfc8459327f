"""Writing down a person's document number: checked, encrypted, never twice in the city."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal import clock, masking
from portal.audit.recording import record
from portal.people import enciphering
from portal.people.choices import DoubleReason
from portal.people.doubling import suspect
from portal.people.identity import Document, NumberRefused, read_document
from portal.people.models import Person

WHY = "a document number belongs to one person of the whole city"


class NumberHeld(NumberRefused):
    """Somebody else has the number: held for a human, and no word about who it is."""


def holder_of(kind: str, number: str) -> Person | None:
    """Who has this normalised number, in the whole city."""
    found = enciphering.index(kind, number)
    return Person.objects.unscoped(WHY).filter(id_index=found).first()


def identify(person: Person, kind: str, typed: str, *, actor_id: int | None) -> Document:
    """Give a person a document number. Raises NumberRefused with the remedy in words.

    Birth date and sex must be those of the number. A number that another record has is not
    written: the pair is held for a human (bad input 24) and NumberHeld raised.
    """
    document = read_document(kind, typed, today=clock.today())
    refuse_contradiction(person, document)
    holder = holder_of(kind, document.number)
    if holder is not None and holder.pk != person.pk:
        _hold(holder, person, actor_id)
    try:
        with transaction.atomic():
            _write(person, document, actor_id)
    except IntegrityError:
        holder = holder_of(kind, document.number)
        if holder is None:
            raise
        _hold(holder, person, actor_id)
    return document


def refuse_contradiction(person: Person, document: Document) -> None:
    """Raises NumberRefused when the number says another birth date or sex than the record."""
    if document.birth_date not in (None, person.birth_date):
        raise NumberRefused(
            _("The ID number and the birth date do not belong together; please check both.")
        )
    if document.sex not in (None, person.sex):
        raise NumberRefused(
            _("The ID number and the sex do not belong together; please check both.")
        )


def _write(person: Person, document: Document, actor_id: int | None) -> None:
    sealed = enciphering.seal(document.kind, document.number)
    Person.objects.unscoped(WHY).filter(pk=person.pk).update(
        id_document=document.kind,
        id_cipher=sealed.cipher,
        id_key=sealed.key,
        id_index=sealed.index,
        id_masked=masking.number(document.number),
    )
    record(
        "person.identified",
        person,
        actor_id=actor_id,
        place=person.organisation.path,
        data={"document": document.kind},
    )


def _hold(holder: Person, newcomer: Person, actor_id: int | None) -> None:
    suspect(holder, newcomer, DoubleReason.SAME_DOCUMENT, actor_id=actor_id)
    raise NumberHeld(_("This document number needs to be looked at by a person; HR has been told."))


def note_seen(person: Person, *, actor_id: int) -> None:
    """Somebody has compared the document with the person by eye; no picture of it is kept."""
    with transaction.atomic():
        Person.objects.unscoped(WHY).filter(pk=person.pk).update(
            id_checked_at=clock.now(), id_checked_by_id=actor_id
        )
        record("person.document_seen", person, actor_id=actor_id, place=person.organisation.path)
