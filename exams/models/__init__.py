"""The tables of the bank, of exams and their blueprints, of attempts and their results."""

from exams.models.attempts import Answer, AnswerEvent, Attempt, Mark, PaperQuestion, Result
from exams.models.bank import Item, ItemKey, ItemVersion
from exams.models.exams import Exam

__all__ = [
    "Answer",
    "AnswerEvent",
    "Attempt",
    "Exam",
    "Item",
    "ItemKey",
    "ItemVersion",
    "Mark",
    "PaperQuestion",
    "Result",
]
