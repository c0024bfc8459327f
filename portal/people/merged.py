"""Which records are one person: the one that stays, and those merged into it."""

from portal.people.models import Person

WHY = "the records of one person, wherever they lie"


def records_of(person: Person) -> list[Person]:
    """The person's record and, behind it, those merged into it, those merged into these, and so
    on; the erased ones too."""
    found, last = [person], [person.pk]
    while last:
        merged = Person.objects.unscoped(WHY).filter(merged_into__in=last)
        more = list(merged.select_related("organisation").order_by("pk"))
        found, last = [*found, *more], [one.pk for one in more]
    return found
