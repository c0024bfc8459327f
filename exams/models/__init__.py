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
from exams.models.credits import TimeCredit
from exams.models.exams import Exam
from exams.models.flags import Flag
from exams.models.papers import AttemptDraw, FormQuestion, PaperForm, PaperSource
from exams.models.rescues import RescueFile
from exams.models.reviews import ItemReview

__all__ = [
    "Answer",
    "AnswerEvent",
    "Attempt",
    "AttemptDraw",
    "BankEdition",
    "Exam",
    "Flag",
    "FormQuestion",
    "Item",
    "ItemKey",
    "ItemPicture",
    "ItemReview",
    "ItemVersion",
    "Mark",
    "MarkingScheme",
    "PaperForm",
    "PaperQuestion",
    "PaperSource",
    "RescueFile",
    "Result",
    "TimeCredit",
]
