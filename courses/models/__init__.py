"""Modules and lessons, case commentaries, and how far each person has come."""

from courses.models.commentaries import (
    CommentaryCitation,
    CommentaryIndexPage,
    CommentaryLesson,
    CommentaryPage,
)
from courses.models.lessons import LessonPage
from courses.models.modules import ModuleIndexPage, ModulePage
from courses.models.progress import CheckAnswer, LessonProgress, Watching
from courses.models.relearning import Relearning

__all__ = [
    "CheckAnswer",
    "CommentaryCitation",
    "CommentaryIndexPage",
    "CommentaryLesson",
    "CommentaryPage",
    "LessonPage",
    "LessonProgress",
    "ModuleIndexPage",
    "ModulePage",
    "Relearning",
    "Watching",
]
