"""How far people have come. Hours follow from finished modules; nothing is counted twice."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from courses.choices import LessonState
from courses.models import LessonPage, LessonProgress, ModulePage


def required_modules() -> list[ModulePage]:
    """The live modules in the order of the page tree."""
    return list(ModulePage.objects.live().public().order_by("path"))


def lessons_by_module(modules: Iterable[ModulePage]) -> dict[int, list[LessonPage]]:
    """The live lessons of each module in reading order, without their bodies; one query."""
    by_path = {module.path: module.pk for module in modules}
    found: dict[int, list[LessonPage]] = {pk: [] for pk in by_path.values()}
    lessons = LessonPage.objects.live().public().defer("body").order_by("path")
    for lesson in lessons:
        module_id = by_path.get(lesson.path[: -lesson.steplen])
        if module_id is not None:
            found[module_id].append(lesson)
    return found


def lessons_of(module: ModulePage) -> list[LessonPage]:
    """The live lessons of one module in reading order, without their bodies."""
    return list(LessonPage.objects.child_of(module).live().defer("body").order_by("path"))


def lessons_done(person_id: int) -> frozenset[int]:
    """The page ids of the lessons a person has finished."""
    return frozenset(_done(person_id))


def modules_done(person_id: int) -> frozenset[int]:
    """The page ids of the live modules whose live lessons are all finished; a module without a
    lesson is never done."""
    return _finished(lessons_by_module(required_modules()), lessons_done(person_id))


def hours_done(person_id: int) -> Decimal:
    """The credit hours of the finished modules, in units of 45 minutes."""
    return learning_of(person_id).hours


@dataclass(frozen=True)
class Learning:
    """The live modules with their lessons, and which lessons one person has finished."""

    modules: tuple[ModulePage, ...]
    lessons: dict[int, list[LessonPage]]
    done: frozenset[int]

    @property
    def modules_done(self) -> frozenset[int]:
        return _finished(self.lessons, self.done)

    @property
    def hours(self) -> Decimal:
        """Credit hours of the finished modules, in units of 45 minutes."""
        done = self.modules_done
        return sum((page.credit_hours for page in self.modules if page.pk in done), Decimal(0))


def learning_of(person_id: int) -> Learning:
    """Read once what study, admission and the desk ask about one person; three queries."""
    modules = required_modules()
    return Learning(tuple(modules), lessons_by_module(modules), lessons_done(person_id))


def hours_of_all(person_ids: Iterable[int]) -> dict[int, Decimal]:
    """`hours_done` for many people in three queries."""
    modules = required_modules()
    return {
        person_id: sum((module.credit_hours for module in modules if module.pk in done), Decimal(0))
        for person_id, done in _finished_by_all(person_ids, modules).items()
    }


def modules_of_all(person_ids: Iterable[int]) -> dict[int, frozenset[int]]:
    """`modules_done` for many people in three queries."""
    return _finished_by_all(person_ids, required_modules())


def _finished_by_all(
    person_ids: Iterable[int], modules: list[ModulePage]
) -> dict[int, frozenset[int]]:
    wanted = list(person_ids)
    lessons = lessons_by_module(modules)
    done: dict[int, set[int]] = defaultdict(set)
    rows = LessonProgress.objects.unscoped("progress of people the caller may see")
    finished = rows.filter(person_id__in=wanted, state=LessonState.DONE)
    for person_id, lesson_id in finished.values_list("person_id", "lesson_id"):
        done[person_id].add(lesson_id)
    return {person_id: _finished(lessons, frozenset(done[person_id])) for person_id in wanted}


def closed_by(lesson: LessonPage, person_id: int) -> LessonPage | None:
    """The earlier lesson of the module that the person must finish first; None when open."""
    before = LessonPage.objects.sibling_of(lesson).live().filter(path__lt=lesson.path)
    missing = before.exclude(pk__in=_done(person_id)).defer("body").order_by("path")
    found: LessonPage | None = missing.first()
    return found


def _done(person_id: int) -> QuerySet[LessonProgress, int]:
    rows = LessonProgress.objects.unscoped("one person's own progress")
    done = rows.filter(person_id=person_id, state=LessonState.DONE)
    return done.values_list("lesson_id", flat=True)


def _finished(lessons: dict[int, list[LessonPage]], done: frozenset[int]) -> frozenset[int]:
    return frozenset(
        module_id
        for module_id, held in lessons.items()
        if held and all(lesson.pk in done for lesson in held)
    )
