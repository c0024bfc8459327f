"""Whose portrait each file of a ZIP is, among the people of one's places; nothing is written.

What is elsewhere is not told: a number that belongs to somebody at other places and one that
belongs to nobody have the same answer. Of last four characters one guess a name and ZIP is
answered, so that nobody finds a number out by trying.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from portal import clock
from portal.people import enciphering
from portal.people.choices import IdentityDocument
from portal.people.identity import NumberRefused, read_document
from portal.people.importing.kinds import Bearer
from portal.people.importing.portrait_names import TAIL, Named, same_name
from portal.people.models import Person, Portrait

WHY = "a ZIP of portraits may name anybody; what is elsewhere is not told"
AT_ONCE = 500
Item = TypeVar("Item")


@dataclass(frozen=True)
class Claim:
    """Whose portrait a file is; or nobody's, and why (a code of `wording.py`)."""

    person: Person | None = None
    problem: str = ""


def claims(names: Sequence[Named], bearer: Bearer) -> list[Claim]:
    """What each file name means, in their order."""
    numbered = _by_number([one.number for one in names if one.number], bearer)
    tailed = [one for one in names if one.tail and not one.number]
    guesses = Counter(one.name for one in set(tailed))
    namesakes = _by_name({one.name for one in tailed}, bearer)
    found = []
    for one in names:
        if one.number:
            found.append(_numbered(one, numbered.get(one.number)))
        elif not one.tail or not one.name:
            found.append(Claim(problem="portrait_unnamed"))
        elif guesses[one.name] > 1:
            found.append(Claim(problem="portrait_guesses"))
        else:
            found.append(_tailed(one, namesakes[one.name]))
    return found


def _numbered(named: Named, person: Person | None) -> Claim:
    if person is None:
        return Claim(problem="portrait_nobody")
    if named.name and not same_name(named.name, person.name):
        return Claim(problem="portrait_name")
    return Claim(person)


def _tailed(named: Named, namesakes: list[Person]) -> Claim:
    fitting = [one for one in namesakes if _number_of(one)[-TAIL:] == named.tail]
    if len(fitting) == 1:
        return Claim(fitting[0])
    return Claim(problem="portrait_guesses" if fitting else "portrait_nobody_so")


def _number_of(person: Person) -> str:
    if person.id_cipher is None:
        return ""
    return enciphering.unseal(person.id_cipher, person.id_key)


def _by_number(numbers: Iterable[str], bearer: Bearer) -> dict[str, Person]:
    """Who in reach has each number, whatever kind of document it is of."""
    meant = {index: number for number in set(numbers) for index in _indexes(number)}
    found = {}
    for some in _portions(meant):
        for person in _people(bearer, id_index__in=some):
            found[meant[person.id_index]] = person
    return found


def _indexes(number: str) -> Iterator[str]:
    for kind in IdentityDocument.values:
        try:
            document = read_document(kind, number, today=clock.today())
        except NumberRefused:
            continue
        yield enciphering.index(kind, document.number)


def _by_name(names: Iterable[str], bearer: Bearer) -> dict[str, list[Person]]:
    """The people in reach of each name as a file has it: in capitals."""
    found: dict[str, list[Person]] = defaultdict(list)
    meant = {form: name for name in names for form in (name, name.title(), name.replace(" ", ""))}
    for some in _portions(meant):
        for person in _people(bearer, name__in=some):
            found[meant[person.name]].append(person)
    return found


def _people(bearer: Bearer, **sought: list[str]) -> Iterator[Person]:
    rows = Person.objects.unscoped(WHY).select_related("organisation").filter(**sought)
    for person in rows.filter(merged_into__isnull=True, erased_at__isnull=True).order_by("pk"):
        if bearer.reaches(person.organisation.path):
            yield person


def live_hashes(people: Iterable[int]) -> dict[int, str]:
    """The SHA-256 of the live portrait of each of these people who has one."""
    found: dict[int, str] = {}
    for some in _portions(people):
        rows = Portrait.objects.unscoped(WHY).filter(person__in=some, retired_at__isnull=True)
        found |= dict(rows.values_list("person_id", "sha256"))
    return found


def _portions(items: Iterable[Item]) -> Iterator[list[Item]]:
    rest = iter(items)
    while some := list(islice(rest, AT_ONCE)):
        yield some
