"""The tables of the bank, of exams and their blueprints, of attempts and their results."""

from exams.models.attempts import Answer, AnswerEvent, Attempt, Mark, PaperQuestion, Result
from exams.models.bank import (
    BankEdition,
    Item,
    ItemKey,
    ItemPicture,
    ItemVersion,
    MarkingScheme,
)
from exams.models.exams import Exam
from exams.models.reviews import ItemReview

__all__ = [
    "Answer",
    "AnswerEvent",
    "Attempt",
    "BankEdition",
    "Exam",
    "Item",
    "ItemKey",
    "ItemPicture",
    "ItemReview",
    "ItemVersion",
    "Mark",
    "MarkingScheme",
    "PaperQuestion",
    "Result",
]
