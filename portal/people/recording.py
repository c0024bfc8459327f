"""Writing down people and posts."""

import re
import unicodedata
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal import clock
from portal.audit.recording import record
from portal.people.models import Organisation, Person, Post, PostProvision

NAME_LENGTH = 50
LATIN_LENGTH = 100
OLDEST = 120  # years of age; above, a year was mistyped
NAME_DOTS = str.maketrans(dict.fromkeys("•・‧.．", "·"))
_HAN = r"[\u3400-\u9fff\U00020000-\U0003ffff]"
_HAN_GAP = re.compile(rf"(?<={_HAN})\s+(?={_HAN})")

NAME_MARKS = "·-‐’()（）、"
LATIN_MARKS = "·-‐’().,'"


class ProvisionRefused(ValueError):
    """A have cannot be recorded so; the message says why."""


class PostRefused(ValueError):
    """A post cannot be opened there; the message says why."""


class RegistrationRefused(ValueError):
    """Nobody can be registered there; the message says why."""


class NameRefused(RegistrationRefused):
    """A name cannot be kept as typed; the message says what to do."""


class BirthRefused(RegistrationRefused):
    """A birth date cannot be right; the message says what to do."""


def clean_birth_date(day: date, *, today: date) -> date:
    """A birth date as it is kept: not to come, and nobody is more than 120 years old. How young a
    mediator may be is judged where somebody becomes one. Raises BirthRefused."""
    if day > today:
        raise BirthRefused(_("The birth date lies in the future. Please check the year."))
    if today.year - day.year - ((today.month, today.day) < (day.month, day.day)) > OLDEST:
        raise BirthRefused(
            _("Whoever was born then would be more than 120 years old. Please check the year.")
        )
    return day


def close_gaps(name: str) -> str:
    """A name without outer blanks and those between Chinese characters: 马　兰 is 马兰."""
    return _HAN_GAP.sub("", name.strip())


def clean_name(typed: str) -> str:
    """A name as it is kept: NFC (never NFKC), outer blanks off and those between Chinese
    characters, the minority name dot as U+00B7.

    Raises NameRefused when empty, longer than 50 characters, or with characters that no name has,
    such as digits: a phone number or an ID number is no name.
    """
    name = close_gaps(unicodedata.normalize("NFC", typed)).translate(NAME_DOTS)
    if not name:
        raise NameRefused(_("Please enter the name."))
    if len(name) > NAME_LENGTH:
        raise NameRefused(_("The name is longer than 50 characters."))
    _refuse_strange(name, NAME_MARKS)
    return name


def clean_latin_name(typed: str) -> str:
    """A name in Latin letters as it is kept, "" for none: as `clean_name`, up to 100 characters,
    with the apostrophes and full stops of such names. Raises NameRefused."""
    name = unicodedata.normalize("NFC", typed).strip()
    if len(name) > LATIN_LENGTH:
        raise NameRefused(_("The name is longer than 100 characters."))
    if name:
        _refuse_strange(name, LATIN_MARKS)
    return name


def _refuse_strange(name: str, marks: str) -> None:
    """Letters of every script, those too that no font has or that Unicode does not know yet, with
    blanks and `marks` between them; the first character is a letter."""
    kinds = [unicodedata.category(char) for char in name]
    strange = any(
        kind[0] in "NPSZ" and kind not in {"Nl", "Zs"} and char not in marks
        for char, kind in zip(name, kinds, strict=True)
    )
    if strange or kinds[0][0] in "PSM" or not {"Cc", "Cf", "Cs"}.isdisjoint(kinds):
        raise NameRefused(_("The name contains characters that are not allowed."))


def register_person(
    name: str,
    organisation: Organisation,
    *,
    sex: str,
    birth_date: date,
    actor_id: int | None,
    latin_name: str = "",
    phone: str = "",
    user_id: int | None = None,
) -> Person:
    """Enter a person at a home organisation. Raises NameRefused, BirthRefused, and
    RegistrationRefused at a dissolved one."""
    if organisation.dissolved_on is not None:
        raise RegistrationRefused(_("%(name)s has been dissolved.") % {"name": organisation.name})
    with transaction.atomic():
        person = Person.objects.create(
            name=clean_name(name),
            latin_name=latin_name,
            sex=sex,
            birth_date=clean_birth_date(birth_date, today=clock.today()),
            phone=phone,
            organisation=organisation,
            user_id=user_id,
            recorded_at=clock.now(),
        )
        record("person.registered", person, actor_id=actor_id, place=organisation.path)
    return person


def open_next_post(organisation: Organisation, kind: str, *, actor_id: int) -> Post:
    """Create the next seat of a kind. Raises PostRefused at a dissolved organisation or one that is
    no committee, and when another hand was quicker."""
    if organisation.dissolved_on is not None:
        raise PostRefused(_("%(name)s has been dissolved.") % {"name": organisation.name})
    if not organisation.is_committee:
        raise PostRefused(_("Posts of mediators are at mediation committees."))
    rows = Post.objects.unscoped("the seats of one organisation")
    taken = rows.filter(organisation=organisation, kind=kind).aggregate(last=Max("number"))
    try:
        return open_post(organisation, kind, (taken["last"] or 0) + 1, actor_id=actor_id)
    except IntegrityError:
        raise PostRefused(_("Somebody has just opened a post here; please look again.")) from None


def open_post(organisation: Organisation, kind: str, number: int, *, actor_id: int | None) -> Post:
    """Create a seat; (organisation, kind, number) is unique."""
    with transaction.atomic():
        post = Post.objects.create(
            organisation=organisation, kind=kind, number=number, recorded_at=clock.now()
        )
        record("post.opened", post, actor_id=actor_id, place=organisation.path)
    return post


def provide(
    post: Post, kind: str, detail: str, *, since: date, actor_id: int | None
) -> PostProvision:
    """Record one of the four haves of a post with its paper; a newer paper ends the one before on
    its day, so that what there was on any day stays known.

    Raises ProvisionRefused when the paper in force is of a later day, or another hand was quicker.
    """
    try:
        with transaction.atomic():
            row = _newer_paper(post, kind, detail, since)
            change = {"have": kind, "detail": detail}
            place = post.organisation.path
            record("post.provided", post, actor_id=actor_id, place=place, data=change)
    except IntegrityError:
        raise ProvisionRefused(
            _("Somebody has just recorded a paper here; please look again.")
        ) from None
    return row


def _newer_paper(post: Post, kind: str, detail: str, since: date) -> PostProvision:
    there = PostProvision.objects.filter(post=post, kind=kind, until__isnull=True)
    current = there.first()
    if current and current.since > since:
        raise ProvisionRefused(
            _("The paper in force is of %(day)s; a newer one cannot be older.")
            % {"day": date_format(current.since)}
        )
    there.update(until=since)
    return PostProvision.objects.create(
        post=post, kind=kind, detail=detail, since=since, recorded_at=clock.now()
    )
