"""The tables of statistics."""

from exams.reporting.models.reports import ExamReport, ItemReport

__all__ = ["ExamReport", "ItemReport"]
