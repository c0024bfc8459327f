"""Rules as data with dates: hours, pass marks, quotas, terms. An event is judged by the rule of
its day."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.policy.choices import Enforcement, Origin

# What readers of rules look at: a version that was withdrawn before it began never held.
STANDING = Q(withdrawn_on__isnull=True)


class PolicyRule(models.Model):
    """`value` holds from `effective_from` up to and without `effective_to`, unless it was withdrawn
    before it began. Written by `setting`, `withdrawing` and `installing`."""

    key = models.CharField(_("rule"), max_length=80)
    value: Any = models.JSONField(_("value"))
    basis = models.CharField(_("basis"), max_length=200)
    source_text = models.CharField(_("source text"), max_length=500, blank=True)
    effective_from = models.DateField(_("in force from"))
    effective_to = models.DateField(_("in force until"), null=True, blank=True)
    enforcement = models.CharField(
        _("enforcement"), max_length=5, choices=Enforcement, default=Enforcement.INFO
    )
    origin = models.CharField(_("origin"), max_length=7, choices=Origin, default=Origin.CITY)
    recorded_at = models.DateTimeField(_("recorded at"))
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    withdrawn_why = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("record", "rule")
        verbose_name_plural = pgettext_lazy("record", "rules")
        constraints = [
            models.UniqueConstraint(
                fields=["key", "effective_from"], condition=STANDING, name="one_rule_per_start"
            ),
            models.UniqueConstraint(
                fields=["key"],
                condition=STANDING & Q(effective_to__isnull=True),
                name="one_open_rule_per_key",
            ),
            models.CheckConstraint(
                name="rule_ends_after_start",
                condition=Q(effective_to__isnull=True) | Q(effective_to__gt=F("effective_from")),
            ),
            models.CheckConstraint(
                name="only_announced_city_rules_are_withdrawn",
                condition=STANDING | Q(withdrawn_on__lt=F("effective_from"), origin=Origin.CITY),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} = {self.value} ({self.effective_from} –)"
