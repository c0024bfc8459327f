"""The kinds of certificates as one person sees them: what each requires, what is there of it."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from certificates import eligibility, issuing, programmes, titles
from certificates.choices import IN_FORCE, STANDING_ON, CertificateKind
from certificates.models import Certificate
from certificates.requirements import Decision
from portal import clock


@dataclass(frozen=True)
class Line:
    """A kind with its printed title; `held` is the number of the one in its period, else `decision`
    says what there is, and `coming` what follows when nothing is missing."""

    kind: str
    title: str
    held: str
    decision: Decision | None
    coming: str = ""

    @property
    def by_decision(self) -> bool:
        """Somebody else decides on it."""
        return self.kind in STANDING_ON


def lines_of(person_id: int) -> list[Line]:
    """Every kind that is given here."""
    rows = Certificate.objects.unscoped("one's own").filter(
        person_id=person_id,
        state__in=IN_FORCE,
        versions__superseded_at__isnull=True,
        versions__valid_until__gte=clock.today(),
    )
    held = dict(rows.values_list("kind", "number"))
    return [_line(person_id, kind, held.get(kind, "")) for kind in CertificateKind]


def _line(person_id: int, kind: str, held: str) -> Line:
    language = "en" if get_language() == "en" else "zh"
    title = programmes.printed(kind, clock.today()).title[language]
    decision = None if held else decision_on(person_id, kind)
    return Line(kind, title, held, decision, _coming(kind))


def decision_on(person_id: int, kind: str) -> Decision:
    """What the kind requires of the person today, and what was found."""
    today = clock.today()
    if kind == CertificateKind.POST:
        return eligibility.decide(eligibility.facts_of(person_id, today))
    if kind == CertificateKind.TRAINING:
        return eligibility.decide(eligibility.training_facts([person_id], today)[person_id])
    return titles.decide(titles.facts_of(person_id, kind, today))


def _coming(kind: str) -> str:
    if kind == CertificateKind.TRAINING:
        if issuing.trains_by_itself():
            return _("Everything is fulfilled: it is issued tonight.")
        return _("Everything is fulfilled. This city issues none at the moment.")
    if issuing.is_by_itself():
        return _("Everything is fulfilled: it is there in less than a minute as a rule.")
    return _("Everything is fulfilled. Your office issues it together with others.")
