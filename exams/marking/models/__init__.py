"""The tables of marking: markers, scripts and what was given; samples; objections."""

from exams.marking.models.objections import Objection
from exams.marking.models.samples import Sample
from exams.marking.models.scripts import Marker, Marking, Script

__all__ = ["Marker", "Marking", "Objection", "Sample", "Script"]
