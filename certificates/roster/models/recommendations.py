"""Lists by which mediators are recommended as people's assessors (People's Assessors Law art. 11);
written by `assessors.recommending` and, for the outcomes, `assessors.concluding`."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certificates.roster.choices_of_assessors import (
    RUNNING,
    SCREENERS,
    ListState,
    NominatorKind,
    Outcome,
)
from certificates.roster.models.assessors import AssessorTerm
from certificates.roster.models.logins import a_login
from portal.people.models import Organisation, Person
from portal.scope import Scope, ScopedManager


class RecommendationList(models.Model):
    """A list for one court: `quota` is the number the standing committee fixed, `taken` how many
    assessors of this channel the court has already, `most` how many names the list may hold.

    One list of a court runs at a time, so that no two share out the same fifth.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    court = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    quota = models.PositiveSmallIntegerField(_("quota of assessors"))
    quota_paper = models.CharField(_("decision on the quota"), max_length=100)
    taken = models.PositiveSmallIntegerField(_("assessors of this channel now"))
    most = models.PositiveSmallIntegerField(_("names at most"))
    state = models.CharField(_("state"), max_length=12, choices=ListState, default=ListState.OPEN)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = a_login(verbose_name=_("recorded by"))
    handed_over_at = models.DateTimeField(_("handed over at"), null=True, blank=True)
    handed_over_by = a_login(verbose_name=_("handed over by"))
    paper = models.CharField(_("number of the letter"), max_length=100, blank=True)

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "recommendation list")
        verbose_name_plural = pgettext_lazy("record", "recommendation lists")
        constraints = [
            models.UniqueConstraint(
                fields=["court"], condition=Q(state__in=RUNNING), name="one_list_of_a_court"
            ),
            models.CheckConstraint(
                name="list_within_a_fifth",
                condition=Q(most__gte=1, quota__gte=(F("most") + F("taken")) * 5),
            ),
            models.CheckConstraint(
                name="list_handed_over_says_when",
                condition=Q(handed_over_at__isnull=True, state__in=("open", "given_up"))
                | Q(handed_over_at__isnull=False, state__in=("handed_over", "concluded")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.court} ({self.recorded_at:%Y-%m-%d})"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return scope.below("organisation__path", *SCREENERS)


class Recommendation(models.Model):
    """A name on a list, on one of its numbered places; a withdrawn one leaves its place free.

    `outcome` is answered once; an appointed one names the mirrored term.
    """

    list = models.ForeignKey(RecommendationList, on_delete=models.PROTECT, related_name="names")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="recommendations")
    place = models.PositiveSmallIntegerField(_("place on the list"))
    nominator_kind = models.CharField(_("recommended by"), max_length=12, choices=NominatorKind)
    nominator = models.CharField(_("name of who recommends"), max_length=100)
    outcome = models.CharField(_("outcome"), max_length=13, choices=Outcome, default=Outcome.LISTED)
    outcome_paper = models.CharField(_("paper of the outcome"), max_length=100, blank=True)
    outcome_at = models.DateTimeField(_("outcome recorded at"), null=True, blank=True)
    outcome_by = a_login(verbose_name=_("outcome recorded by"))
    term = models.OneToOneField(
        AssessorTerm,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="recommendation",
    )
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = a_login(verbose_name=_("recorded by"))

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "recommendation as people's assessor")
        verbose_name_plural = pgettext_lazy("record", "recommendations as people's assessor")
        constraints = [
            models.UniqueConstraint(
                fields=["list", "place"],
                condition=~Q(outcome=Outcome.WITHDRAWN),
                name="one_name_on_a_place",
            ),
            models.UniqueConstraint(
                fields=["list", "person"],
                condition=~Q(outcome=Outcome.WITHDRAWN),
                name="nobody_listed_twice",
            ),
            models.CheckConstraint(
                name="appointed_names_the_term",
                condition=Q(outcome=Outcome.APPOINTED, term__isnull=False)
                | (~Q(outcome=Outcome.APPOINTED) & Q(term__isnull=True)),
            ),
            models.CheckConstraint(
                name="outcome_says_when",
                condition=Q(outcome=Outcome.LISTED, outcome_at__isnull=True)
                | (~Q(outcome=Outcome.LISTED) & Q(outcome_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.list_id}: {self.person_id} ({self.outcome})"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return Q(person=scope.person_id or 0) | scope.below("list__organisation__path", *SCREENERS)
