"""Decisions by which somebody gets a title or a grade."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certificates.choices import STANDING_ON, AwardState, CertificateKind
from certificates.models.certificates import ACTORS, READERS, Certificate
from portal.scope import Scope, ScopedManager


class Award(models.Model):
    """What a body decided about one person, entered by an officer with the document before the
    eyes: the chief mediator's title, or a grade (`rank`, 1 the highest).

    Written and moved by `awarding`; nothing of it changes but its state: it is decided once, and
    may be withdrawn after that as long as it has brought no certificate. `post` is the post
    certificate that was looked at. `two_people` is the rule as it was when the decision was
    entered; then whoever agrees is somebody else. `key` names the form that was
    sent: sent twice it is one award. A document decides once about a person and kind.
    """

    key = models.CharField(max_length=32, unique=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="awards")
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("kind of certificate"), max_length=10, choices=CertificateKind)
    rank = models.PositiveSmallIntegerField(_("grade"), null=True, blank=True)
    post = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="awards")
    document_number = models.CharField(_("document number"), max_length=60)
    decided_on = models.DateField(_("decided on"))
    deciding_body = models.CharField(_("deciding body"), max_length=100)
    state = models.CharField(_("state"), max_length=10, choices=AwardState)
    two_people = models.BooleanField()
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(_("recorded at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)
    reason = models.CharField(_("reason in words"), max_length=500, blank=True)

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "decision on a title or grade")
        verbose_name_plural = pgettext_lazy("record", "decisions on titles and grades")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "document_number"],
                condition=~Q(state__in=[AwardState.DECLINED, AwardState.WITHDRAWN]),
                name="a_document_decides_once",
            ),
            models.CheckConstraint(
                name="award_two_are_two",
                condition=Q(two_people=False)
                | ~Q(state=AwardState.AGREED)
                | ~Q(decided_by=F("entered_by")),
            ),
            models.CheckConstraint(
                name="award_says_who_decided",
                condition=Q(state=AwardState.ENTERED, decided_by__isnull=True)
                | (~Q(state=AwardState.ENTERED) & Q(decided_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="award_says_who_withdrew",
                condition=Q(
                    state=AwardState.WITHDRAWN,
                    withdrawn_by__isnull=False,
                    withdrawn_at__isnull=False,
                )
                | (
                    ~Q(state=AwardState.WITHDRAWN)
                    & Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True)
                ),
            ),
            models.CheckConstraint(
                name="award_is_of_a_title_or_grade",
                condition=Q(kind__in=STANDING_ON)
                & (
                    Q(kind=CertificateKind.GRADE, rank__isnull=False)
                    | (~Q(kind=CertificateKind.GRADE) & Q(rank__isnull=True))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.document_number}: {self.state}"

    @property
    def act(self) -> str:
        """As certificates name it."""
        return f"award:{self.pk}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        """Those about people at or below an organisation where one reads certificates."""
        return scope.below("organisation__path", *READERS, *ACTORS)
