"""The closed sets of teaching content; the words are those of docs/glossary.md."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Subject(models.TextChoices):
    """The subjects of modules and of the item bank: the mediation law, five Civil Code books, and
    the craft."""

    MEDIATION = "mediation", _("Mediation law and procedure")
    PROPERTY = "property", _("Property and neighbours")
    CONTRACT = "contract", _("Contracts and loans")
    FAMILY = "family", _("Marriage and family")
    INHERITANCE = "inheritance", _("Inheritance")
    TORT = "tort", _("Torts")
    CRAFT = "craft", _("The craft of mediating")


class DisputeKind(models.TextChoices):
    NEIGHBOUR = "neighbour", _("Neighbours")
    INHERITANCE = "inheritance", pgettext_lazy("kind of dispute", "Inheritance")
    LOAN = "loan", _("Private loans")
    FAMILY = "family", pgettext_lazy("kind of dispute", "Marriage and family")
    TORT = "tort", _("Injury and damage")
    CONTRACT = "contract", _("Contracts")
    LABOUR = "labour", _("Labour")


class Requirement(models.TextChoices):
    REQUIRED = "required", pgettext_lazy("module", "required")
    ELECTIVE = "elective", pgettext_lazy("module", "elective")


class LessonState(models.TextChoices):
    """The only move is open -> done."""

    OPEN = "open", _("in progress")
    DONE = "done", _("learnt")
