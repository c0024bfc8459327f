"""The tables of the bank, of exams and their blueprints, of attempts and their results,
of sittings and their seats."""

from exams.models.attempts import Answer, AnswerEvent, Attempt, Mark, PaperQuestion, Result
from exams.models.bank import (
    BankEdition,
    Item,
    ItemKey,
    ItemPicture,
    ItemVersion,
    MarkingScheme,
)
from exams.models.corrections import CorrectedKey, CorrectionLine, KeyCorrection
from exams.models.credits import TimeCredit
from exams.models.enrolments import EnrolmentRefusal, EnrolmentRun
from exams.models.entries import OralProtocol, PaperEntry, SheetReopening
from exams.models.exams import Exam
from exams.models.flags import Flag
from exams.models.papers import AttemptDraw, FormQuestion, PaperForm, PaperSource
from exams.models.pauses import PageLeaving, Pause
from exams.models.rescues import RescueFile
from exams.models.reviews import ItemReview
from exams.models.revisions import MarkRevision, Revision
from exams.models.seats import Irregularity, PreparedPaper, Seat
from exams.models.sittings import ExamRoom, ExamSite, Invigilator, Sitting, SittingRoom
from exams.models.told import DutyTold, SeatTold

__all__ = [
    "Answer",
    "AnswerEvent",
    "Attempt",
    "AttemptDraw",
    "BankEdition",
    "CorrectedKey",
    "CorrectionLine",
    "DutyTold",
    "EnrolmentRefusal",
    "EnrolmentRun",
    "Exam",
    "ExamRoom",
    "ExamSite",
    "Flag",
    "FormQuestion",
    "Invigilator",
    "Irregularity",
    "Item",
    "ItemKey",
    "ItemPicture",
    "ItemReview",
    "ItemVersion",
    "KeyCorrection",
    "Mark",
    "MarkRevision",
    "MarkingScheme",
    "OralProtocol",
    "PageLeaving",
    "PaperEntry",
    "PaperForm",
    "PaperQuestion",
    "PaperSource",
    "Pause",
    "PreparedPaper",
    "RescueFile",
    "Result",
    "Revision",
    "Seat",
    "SeatTold",
    "SheetReopening",
    "Sitting",
    "SittingRoom",
    "TimeCredit",
]
