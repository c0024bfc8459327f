"""What is sent about changes of the roster: the form for the county bureau (变动备案表) and the
bureau's notice to the basic court (情况通报, People's Mediation Law art. 10) with its list."""

from django.utils.translation import gettext as _

from certificates.roster.choices import FilingKind
from certificates.roster.papers.changes import AT_ONCE, changes
from certificates.roster.papers.printing import printed
from certificates.roster.refusing import Refused
from portal import clock
from portal.people.choices import OrganisationKind
from portal.people.models import Organisation
from portal.scope import Scope

_TEMPLATES = {FilingKind.BUREAU: "filing", FilingKind.COURT: "notice"}
NUMBER_MOST = 40  # characters of a document's number


def filing_paper(
    scope: Scope, kind: str, at: Organisation, *, part: int = 1, number: str = ""
) -> bytes:
    """The paper for an organisation and what lies below it, of today; `number` is the document's,
    left to be filled in where it is not given. Raises Refused where nothing is left to be told;
    Unprintable."""
    found = changes(scope, kind, at, part)
    if found is None:
        raise Refused(
            "", _("Nothing is left to be told here: every change has been entered as told.")
        )
    context = {
        "at": at,
        "found": found,
        "first": (found.part - 1) * AT_ONCE,
        "number": number.strip()[:NUMBER_MOST],
        "court": _nearest(at, OrganisationKind.COURT),
        "bureau": _nearest(at, OrganisationKind.JUSTICE_BUREAU),
        "day": clock.today(),
    }
    return printed(_TEMPLATES[FilingKind(kind)], context)


def _nearest(at: Organisation, kind: str) -> str:
    """The name of the one court or bureau that lies nearest in the tree; nothing where several
    are equally near, so that nobody's name is guessed."""
    steps = len(at.path) // Organisation.steplen
    rows = Organisation.objects.filter(kind=kind, dissolved_on__isnull=True)
    for depth in range(steps, 0, -1):
        below = at.path[: depth * Organisation.steplen]
        names = list(rows.filter(path__startswith=below).values_list("name", flat=True)[:2])
        if names:
            return names[0] if len(names) == 1 else ""
    return ""
