"""The words for what the trail keeps as codes: acts by what they were done to, and subjects.

The codes are never changed, as the events are sealed; an act without words here shows its code.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from portal.audit.models import AuditEvent
from portal.desk.audit.exams import OF_EXAMS

ACTS = (
    (
        _("People"),
        {
            "person.registered": _("Person entered"),
            "person.corrected": _("Record of a person corrected"),
            "person.identified": _("Identity document entered"),
            "person.document_seen": _("Identity document seen"),
            "person.revealed": _("Whole document number looked at"),
            "person.transferred": _("Person transferred"),
            "person.portrait_taken": _("Portrait taken"),
            "person.portrait_withdrawn": _("Portrait withdrawn"),
            "person.data_handed_over": _("Copy of the own data handed over"),
            "person.erased": _("Data of a person erased"),
            "people.exported": _("List of people exported"),
            "double.suspected": _("Two records suspected to be one person"),
            "double.decided": _("Suspected double decided"),
        },
    ),
    (
        pgettext_lazy("audit", "Requests about one's own data"),
        {
            "privacy.asked": _("Request about the own data made"),
            "privacy.answered": _("Request about the own data answered"),
            "privacy.refused": _("Request about the own data refused"),
            "privacy.withdrawn": _("Request about the own data withdrawn"),
        },
    ),
    (
        pgettext_lazy("audit", "Imports"),
        {
            "import.uploaded": _("Table or archive uploaded"),
            "import.asked": _("Check of an import asked for"),
            "import.foreign_rows": _("Import with people of other places"),
            "import.confirmed": _("Import confirmed"),
            "import.committed": _("Import entered"),
            "import.discarded": _("Import discarded"),
        },
    ),
    (
        _("Candidacies"),
        {
            "candidacy.nominated": _("Candidate nominated"),
            "candidacy.checked": _("Candidacy checked by the township"),
            "candidacy.accepted": _("Candidacy accepted by the bureau"),
            "candidacy.returned": _("Candidacy returned"),
            "candidacy.withdrawn": _("Candidacy withdrawn"),
        },
    ),
    (
        _("Organisations"),
        {
            "organisation.founded": _("Organisation founded"),
            "organisation.renamed": _("Organisation renamed"),
            "organisation.moved": _("Organisation moved in the tree"),
            "organisation.merged": _("Organisation merged"),
            "organisation.dissolved": _("Organisation dissolved"),
            "post.opened": _("Post opened"),
            "post.provided": _("Provision of a post recorded"),
            "contact_judge.named": _("Contact judge named"),
        },
    ),
    *OF_EXAMS,
    (
        _("Certificates"),
        {
            "certificate.issued": pgettext_lazy("audit", "Certificate issued"),
            "certificate.renewed": pgettext_lazy("audit", "Certificate renewed"),
            "certificate.rendered": _("File of a certificate made"),
            "certificate.carried_printed": _("Card or badge of a certificate printed"),
            "certificate.suspended": pgettext_lazy("audit", "Certificate suspended"),
            "certificate.lifted": _("Suspension of a certificate lifted"),
            "certificate.revoked": _("Certificate revoked"),
            "certificate.end_proposed": _("End of a certificate proposed"),
            "certificate.end_agreed": _("End of a certificate agreed to"),
            "certificate.end_declined": _("End of a certificate declined"),
            "certificate.end_taken_back": _("Proposal to end a certificate taken back"),
            "certificate.voided": _("Certificate voided"),
            "office_key.made": _("Key for an office made"),
            "office_key.ended": _("Key of an office ended"),
            "certificate.reissued": _("Certificate reissued under another name"),
            "certificate.replaced": _("Lost certificate replaced"),
            "certificate.superseded": _("Certificate superseded by another grade"),
            "award.entered": _("Decision on a title or grade entered"),
            "award.agreed": _("Decision on a title or grade agreed to"),
            "award.declined": _("Decision on a title or grade declined"),
            "award.withdrawn": _("Decision on a title or grade withdrawn"),
            "batch.proposed": _("Batch of certificates proposed"),
            "batch.started": _("Batch of certificates started by one person"),
            "batch.approved": _("Batch of certificates agreed to"),
            "batch.declined": _("Batch of certificates declined"),
            "batch.paused": _("Batch of certificates paused"),
            "batch.resumed": _("Batch of certificates resumed"),
            "batch.stopped": _("Batch of certificates stopped"),
            "batch.stepped": _("Certificates of a batch issued"),
            "batch.finished": _("Batch of certificates finished"),
        },
    ),
    (
        pgettext_lazy("audit", "Roster"),
        {
            "appointment.made": _("Appointment recorded"),
            "appointment.ended": _("Appointment ended"),
            "appointment.corrected": _("Entry of an appointment corrected"),
            "appointment.annulled": _("Entry of an appointment struck"),
            "post.closed": _("Vacant post closed"),
            "roster.told": _("Change of the roster filed or told to the court"),
            "roster.seconded": _("Secondment recorded"),
            "roster.hand_over_listed": _("Item to be handed over listed"),
            "roster.handed_over": _("Item handed over"),
            "roster.proposed": _("Entry in the roster proposed to a second person"),
            "roster.agreed": _("Proposed entry in the roster agreed"),
            "roster.declined": _("Proposed entry in the roster declined"),
            "roster.taken_back": _("Proposed entry in the roster taken back"),
            "duty.suspended": _("Duty suspended"),
            "duty.resumed": _("Duty resumed"),
            "appraisal.recorded": _("Appraisal recorded"),
            "roster.exported": _("Roster exported"),
            "roster.paper_taken": _("Paper of the roster taken as a file"),
            "roster.handed_out": _("Roster handed out as a file"),
            "roster_template.kept": _("Template of the roster kept"),
            "roster_template.ended": _("Template of the roster ended"),
            "roster.published": _("Public list of mediators published"),
            "roster.taken_down": _("Public list of mediators taken down"),
            "roster.board_exported": _("Quota board exported"),
            "panel.opened": _("Panel of experts opened"),
            "panel.ended": _("Panel of experts ended"),
            "panel.expert_added": _("Expert added to a panel"),
            "panel.expert_released": _("Expert released from a panel"),
        },
    ),
    (
        pgettext_lazy("audit", "People's assessors"),
        {
            "assessor.mirrored": _("Term of a people's assessor recorded"),
            "assessor.sworn": _("Oath of a people's assessor recorded"),
            "assessor.cases_counted": _("Cases of a people's assessor recorded"),
            "assessor.removed": _("Removal of a people's assessor recorded"),
            "assessor.superseded": _("Term of a people's assessor corrected"),
            "assessor.screened": _("Somebody screened for people's assessors"),
            "recommendations.opened": _("Recommendation list opened"),
            "recommendations.named": _("Name put on a recommendation list"),
            "recommendations.handed_over": _("Recommendation list handed over"),
            "recommendations.printed": _("Recommendation form printed"),
            "recommendations.answered": _("Outcome of a recommendation recorded"),
            "recommendations.concluded": _("Recommendation list concluded"),
            "recommendations.given_up": _("Recommendation list given up"),
            "dispute.entered": _("Mediated dispute entered"),
            "dispute.taken_back": _("Mediated dispute taken back"),
            "recusal.checked": _("Recusal of assessors checked"),
        },
    ),
    (
        pgettext_lazy("audit", "Logins and roles"),
        {
            "login.created": _("Login created"),
            "login.linked": _("Login linked with a person"),
            "login.disabled": _("Login disabled"),
            "login.enabled": _("Login enabled"),
            "login.unlocked": _("Login unlocked"),
            "login.made_superuser": _("Login given all rights"),
            "role.granted": _("Role given"),
            "role.ended": _("Role ended"),
            "invitation.created": _("Invitation created"),
            "invitation.renewed": _("Invitation renewed"),
            "invitation.withdrawn": _("Invitation withdrawn"),
            "invitation.accepted": _("Invitation accepted"),
            "password.changed": _("Password changed"),
            "second_factor.added": _("Second factor added"),
            "second_factor.renamed": _("Passkey renamed"),
            "second_factor.removed": _("Second factor removed"),
            "second_factor.reset": _("Second factor reset"),
            "second_factor.codes_renewed": _("Recovery codes renewed"),
            "assisting.begun": _("Assisted entry begun"),
            "assisting.ended": _("Assisted entry ended"),
        },
    ),
    (
        pgettext_lazy("audit", "Drafts"),
        {
            "draft.passed": _("Draft passed a review"),
            "draft.returned": _("Draft returned to its author"),
            "draft.taken_back": _("Draft taken back by its author"),
            "draft.hit_overruled": _("Hit of the de-identification check overruled"),
            "draft.names_listed": _("Names put on a draft's hidden list"),
            "draft.names_cleared": _("Hidden list of a draft emptied"),
            "draft.held_back": _("Scheduled publication held back"),
        },
    ),
    (
        _("Rules"),
        {
            "policy.shipped": _("Rule brought by a release"),
            "policy.set": _("Rule set by the city"),
            "policy.withdrawn": _("Announced rule withdrawn"),
        },
    ),
    (
        pgettext_lazy("audit", "Audit and operation"),
        {
            "audit.verified": _("Audit trail read again"),
            "audit.exported": _("Audit trail exported"),
            "audit.bodies_erased": _("Details of acts erased"),
            "backup.noted": _("Backup noted"),
            "job.retried": _("Failed job tried again"),
            "key.rotated": _("Document numbers encrypted with the new key"),
        },
    ),
)
WORDS = {kind: words for _noun, acts in ACTS for kind, words in acts.items()}


@dataclass(frozen=True)
class Shown:
    """An event as a page shows it: the act and its subject in words, the name of its place."""

    event: AuditEvent
    act: str
    subject: str
    place: str


def shown(events: Iterable[AuditEvent], places: dict[str, str]) -> list[Shown]:
    """`places` are names by path; a place without one shows its path."""
    return [
        Shown(
            event,
            act_in_words(event.kind),
            subject_in_words(event.subject),
            places.get(event.place, event.place),
        )
        for event in events
    ]


def act_in_words(kind: str) -> str:
    """What was done, in the language that is active; the code of a kind without words."""
    return str(WORDS.get(kind, kind))


ONLY = {"exams.bankedition": _("Question bank")}  # of which there is one


def subject_in_words(subject: str) -> str:
    """`people.importrun:1` as its model's name and number; as it is when no such model exists."""
    label, _colon, number = subject.partition(":")
    if label in ONLY:
        return str(ONLY[label])
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return subject
    name = capfirst(str(model._meta.verbose_name))  # noqa: SLF001 - Django's public interface
    return pgettext("audit", "%(name)s %(number)s") % {"name": name, "number": number}


def offered(kinds: set[str], typed: str) -> list[tuple[str, Any]]:
    """Choices of a select: the acts of these kinds by what they were done to. Last come kinds
    without words, and what was typed in the address when it is none of them, such as the start
    of a code."""
    known = [
        (str(noun), [(kind, words) for kind, words in acts.items() if kind in kinds])
        for noun, acts in ACTS
    ]
    bare = sorted((kinds | {typed}) - {""} - (WORDS.keys() & kinds))
    others = [(kind, act_in_words(kind)) for kind in bare]
    groups: list[tuple[str, Any]] = [(noun, acts) for noun, acts in known if acts]
    groups += [(pgettext("audit", "Others"), others)] if others else []
    return [("", pgettext("filter", "all")), *groups]
