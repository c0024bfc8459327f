"""What certificates hang into the desk: the next step after passing, the stage of the path, cards,
the staff menu."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from certificates import (
    eligibility,
    fonts,
    holdings,
    issuing,
    numbering,
    reissuing,
    resting,
    waiting,
)
from certificates.choices import CertificateKind, ProposalState
from certificates.models import READERS, Certificate, EndProposal
from certificates.requirements import Decision
from certificates.showing import Shown, in_state, shown
from exams import correcting
from exams.desk import own_standing
from portal import clock, hooks

STEP, STAGE, CARD, OFFICE_CARD, MENU = 50, 40, 40, 50, 50

_LABEL: Any = gettext_lazy("Certificates")
hooks.menu_entry(hooks.MenuEntry(MENU, _LABEL, "certificates", "certificate", READERS))


correcting.certificates_of(resting.numbers_on)


@hooks.name_remark
def unprintable_name(name: str) -> str | None:
    """The certificate is held until every character of the name can be printed."""
    missing = fonts.unprintable(name)
    if not missing:
        return None
    return _(
        "%(characters)s cannot be printed: the name is kept as typed, and a certificate waits until"
        " the fonts have the character."
    ) % {"characters": " ".join(missing)}


def own_latest(visit: hooks.Visit) -> Shown | None:
    scope = visit.scope
    rows = Certificate.objects.scoped(scope).filter(
        person_id=scope.person_id or 0, kind=CertificateKind.POST
    )
    return next(iter(shown(rows.order_by("-issued_on", "-pk")[:1])), None)


def own_decision(visit: hooks.Visit) -> Decision | None:
    """The decision for a person who has passed and has no certificate; None for anybody else."""
    person_id = visit.scope.person_id
    if person_id is None or visit.once(own_standing).qualified is None:
        return None
    return eligibility.decide(eligibility.facts_of(person_id, clock.today()))


@hooks.next_step
def certificate_after_passing(visit: hooks.Visit) -> hooks.NextStep | None:
    """Being prepared, held, or ready to be looked at."""
    item = visit.once(own_latest)
    if item is not None:
        return _ready(item) if item.state == "valid" else None
    decision = visit.once(own_decision)
    if decision is None:
        return None
    if decision.is_held:
        text = _("Your name has a character that cannot be printed. Your unit has been told.")
        return _step(_("Your certificate is held"), text)
    if decision.granted and not issuing.is_by_itself():
        text = _("You have passed. Your office issues it together with others.")
        return _step(_("Everything is fulfilled"), text)
    if decision.granted:
        text = _("You have passed. It is there in less than a minute as a rule.")
        return _step(_("Your certificate is being prepared"), text)
    return None


def _ready(item: Shown) -> hooks.NextStep:
    if not item.is_printed:
        text = _("You have passed. It is there in less than a minute as a rule.")
        return _step(_("Your certificate is being prepared"), text)
    return _step(_("Your certificate is ready"), numbering.spaced_number(item.certificate.number))


def _step(title: str, text: str) -> hooks.NextStep:
    return hooks.NextStep(STEP, title, text, reverse("my_certificates"), _("View my certificate"))


@hooks.path_stage
def stage(visit: hooks.Visit) -> tuple[int, str, hooks.PathState] | None:
    """The certificate on the trainee's path."""
    if visit.scope.person_id is None:
        return None
    label = pgettext("stage", "Certified")
    if visit.once(own_latest) is not None:
        return STAGE, label, "done"
    passed = visit.once(own_standing).qualified
    return STAGE, label, "now" if passed else "next"


@hooks.desk_card
def own_certificate(visit: hooks.Visit) -> hooks.Card | None:
    if visit.scope.person_id is None:
        return None
    item = visit.once(own_latest)
    decision = None if item else visit.once(own_decision)
    context = {
        "item": item,
        "number": numbering.spaced_number(item.certificate.number) if item else "",
        "days_left": (item.version.valid_until - clock.today()).days if item else 0,
        "held": decision is not None and decision.is_held,
        "preparing": decision is not None and decision.granted and issuing.is_by_itself(),
    }
    return hooks.Card(CARD, "certificates/cards/mine.html", context)


@hooks.desk_card
def office(visit: hooks.Visit) -> hooks.Card | None:
    """How many in the scope have passed and wait; whose certificate ends soon, or prints another
    name than the record."""
    if not visit.scope.holds(*READERS):
        return None
    rows = Certificate.objects.scoped(visit.scope)
    context = {
        "waiting": waiting.how_many(visit.scope),
        "ending": rows.filter(in_state("ending")).count(),
        "renamed": rows.filter(reissuing.renamed()).count(),
        "proposed": EndProposal.objects.scoped(visit.scope)
        .filter(state=ProposalState.WAITING)
        .count(),
    }
    return hooks.Card(OFFICE_CARD, "certificates/cards/waiting.html", context)


@hooks.objection_to_merge
def has_a_certificate(person_id: int) -> str | None:
    """A number once given stays with the record it was printed for."""
    if holdings.has_certificate(person_id):
        return _("The later record has a certificate; such a record is not merged.")
    return None


@hooks.objection_to_erasure
def has_one_in_force(person_id: int) -> str | None:
    """Whoever holds a certificate must be reached about it and told apart from others."""
    if holdings.has_one_in_force(person_id):
        return _("The person holds a certificate that is in force.")
    return None
