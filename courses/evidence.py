"""What shows that a lesson was learnt: every block seen, read no faster than people read, every
self-check answered. Judges, and writes nothing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from courses.models import LessonPage

CHECK = "check"
FILMS = ("video", "audio")  # seen by watching or by reading their words, never by scrolling past
BESIDE = (CHECK, "attachment")  # what stands apart from the text
STEP = 10  # seconds; so that a note of a few lines asks for no waiting
# What one gap between two reports counts for at most: whoever is away is not reading. Long enough
# for a browser without scripts, which tells of a self-check and of the end only.
LONGEST_GAP = timedelta(minutes=2)


@dataclass(frozen=True)
class Missing:
    """What is left before the lesson counts: blocks not seen, how many of them films, seconds to
    read, open self-checks."""

    blocks: int
    seconds: int
    checks: int
    films: int = 0

    @property
    def nothing(self) -> bool:
        return not (self.blocks or self.seconds or self.checks)


def blocks_to_see(lesson: LessonPage) -> tuple[str, ...]:
    """The ids of the blocks of the text, in reading order."""
    return tuple(block.id for block in lesson.body if block.block_type not in BESIDE)


def blocks_to_read(lesson: LessonPage) -> tuple[str, ...]:
    """Of these, all but films and recordings."""
    apart = (*BESIDE, *FILMS)
    return tuple(block.id for block in lesson.body if block.block_type not in apart)


def films_of(lesson: LessonPage) -> dict[str, int]:
    """The length in seconds of each film and recording, by the id of its block."""
    return {
        block.id: block.value["seconds"] or 0 for block in lesson.body if block.block_type in FILMS
    }


def seconds_to_read(lesson: LessonPage, fastest: int) -> int:
    """How long the text takes at `fastest` characters a minute, in whole tens of seconds; 0 when
    `fastest` is 0."""
    if not fastest:
        return 0
    texts = (
        text
        for block in lesson.body
        if block.block_type not in BESIDE
        for text in block.block.get_searchable_content(block.value)
    )
    characters = sum(len("".join(text.split())) for text in texts)
    return characters * 60 // fastest // STEP * STEP


def reading(gap: timedelta) -> timedelta:
    """How much of the time between two reports counts as reading."""
    return min(max(gap, timedelta(0)), LONGEST_GAP)


def all_seen(lesson: LessonPage, seen: Collection[str]) -> bool:
    """What `missing` asks first, and what most often is not so."""
    return all(block in seen for block in blocks_to_see(lesson))


def missing(
    lesson: LessonPage,
    *,
    seen: Collection[str],
    answered: Collection[str],
    seconds: float,
    fastest: int,
) -> Missing:
    """`seconds` were spent reading so far."""
    return Missing(
        blocks=sum(block not in seen for block in blocks_to_see(lesson)),
        seconds=max(0, round(seconds_to_read(lesson, fastest) - seconds)),
        checks=len({check.id for check in lesson.checks} - set(answered)),
        films=sum(block not in seen for block in films_of(lesson)),
    )
