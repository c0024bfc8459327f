"""Papers: their blueprint, the pool they draw from, the drawing, forms A and B, and printing."""

from exams.papers.blueprint import BadBlueprint, Blueprint, Fixed, Row, Section, read_blueprint
from exams.papers.drawing import Drawn, Limits, draw
from exams.papers.live import all_there, bank, bank_for, edition, forget
from exams.papers.ordering import chance
from exams.papers.pool import Pool
from exams.papers.proving import keep
from exams.papers.seeing import limits_for
from exams.papers.shortage import Shortage

__all__ = [
    "BadBlueprint",
    "Blueprint",
    "Drawn",
    "Fixed",
    "Limits",
    "Pool",
    "Row",
    "Section",
    "Shortage",
    "all_there",
    "bank",
    "bank_for",
    "chance",
    "draw",
    "edition",
    "forget",
    "keep",
    "limits_for",
    "read_blueprint",
]
