"""How far people have come: lessons done, modules and hours credited, and what their path asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, QuerySet
from wagtail.models import PageViewRestriction

from courses.choices import LessonState
from courses.models import LessonPage, LessonProgress, ModulePage
from courses.paths import Path, paths_of_all
from courses.training.ledger import NONE, Hours, hours_of, hours_of_all
from portal import clock
from portal.prepared import Prepared

# Asked with the pages: while nothing is restricted, `public()` would ask for that before them.
_RESTRICTED = {"some_restricted": Exists(PageViewRestriction.objects.all())}
_MODULES = Prepared(lambda: ModulePage.objects.live().annotate(**_RESTRICTED).order_by("path"))
_LESSONS = Prepared(
    lambda: LessonPage.objects.live().defer("body").annotate(**_RESTRICTED).order_by("path")
)


def live_modules() -> list[ModulePage]:
    """The live modules in the order of the page tree."""
    found = _MODULES.objects()
    if found and found[0].some_restricted:
        return list(ModulePage.objects.live().public().order_by("path"))
    return found


def lessons_by_module(modules: Iterable[ModulePage]) -> dict[int, list[LessonPage]]:
    """The live lessons of each module in reading order, without their bodies; one query."""
    by_path = {module.path: module.pk for module in modules}
    found: dict[int, list[LessonPage]] = {pk: [] for pk in by_path.values()}
    lessons = _LESSONS.objects()
    if lessons and lessons[0].some_restricted:
        lessons = list(LessonPage.objects.live().public().defer("body").order_by("path"))
    for lesson in lessons:
        module_id = by_path.get(lesson.path[: -lesson.steplen])
        if module_id is not None:
            found[module_id].append(lesson)
    return found


def lessons_of(module: ModulePage) -> list[LessonPage]:
    """The live lessons of one module in reading order, without their bodies; none that only some
    may read, here and below: nobody can be asked for those."""
    return list(LessonPage.objects.child_of(module).live().public().defer("body").order_by("path"))


def lessons_done(person_id: int) -> frozenset[int]:
    """The page ids of the lessons a person has finished."""
    return frozenset(row[0] for row in _DONE.rows(person_id))


@dataclass(frozen=True)
class Learning:
    """The live modules with their lessons, and one person in them: lessons finished, hours, the
    path they are on (None for nobody)."""

    modules: tuple[ModulePage, ...]
    lessons: dict[int, list[LessonPage]]
    done: frozenset[int]
    credited: Hours = NONE
    path: Path | None = None

    @property
    def modules_done(self) -> frozenset[int]:
        """The page ids of the live modules whose hours are credited."""
        return frozenset(page.pk for page in self.modules) & self.credited.modules

    @property
    def required(self) -> tuple[ModulePage, ...]:
        """The modules that the person's path asks for."""
        return required(self.modules, self.path)

    @property
    def required_ids(self) -> frozenset[int]:
        return frozenset(page.pk for page in self.required)

    @property
    def hours(self) -> Decimal:
        """The hours that count towards those needed, in units of 45 minutes."""
        return counted(self.credited, self.path)


def required(modules: Iterable[ModulePage], path: Path | None) -> tuple[ModulePage, ...]:
    """Of these modules those that the path asks for."""
    return tuple(page for page in modules if path is not None and path.asks_for(page))


def counted(credited: Hours, path: Path | None) -> Decimal:
    """The hours that count on a path, in units of 45 minutes."""
    return credited.counted(path.hours_needed, path.online_percent) if path else credited.total


def titles_of(module_ids: Iterable[int]) -> dict[int, str]:
    """The titles of these modules, those withdrawn too; at most one query."""
    rows = ModulePage.objects.filter(pk__in=list(module_ids))
    return dict(rows.values_list("pk", "title"))


def learning_of(person_id: int) -> Learning:
    """Read once what study, admission and the desk ask about one person."""
    modules = live_modules()
    return Learning(
        tuple(modules),
        lessons_by_module(modules),
        lessons_done(person_id),
        hours_of(person_id),
        paths_of_all([person_id], clock.today()).get(person_id),
    )


def credited_to_all(person_ids: Iterable[int]) -> dict[int, Learning]:
    """What is credited to each of these people, and the path they are on; lessons are not looked
    at, and the queries do not grow with the people."""
    wanted, modules = list(person_ids), tuple(live_modules())
    hours, paths = hours_of_all(wanted), paths_of_all(wanted, clock.today())
    return {pk: Learning(modules, {}, frozenset(), hours[pk], paths.get(pk)) for pk in wanted}


def modules_done(person_id: int) -> frozenset[int]:
    """The page ids of the live modules credited to a person; a module without a lesson is never
    done."""
    live = frozenset(page.pk for page in live_modules())
    return live & hours_of(person_id).modules


def hours_done(person_id: int) -> Decimal:
    """The credit hours of a person, in units of 45 minutes."""
    return hours_of(person_id).total


def has_learnt_all(module_path: str, person_id: int) -> bool:
    """Has the person finished every live lesson, and at least one, of the module at this tree
    path?"""
    lessons = LessonPage.objects.live().public().filter(path__startswith=module_path).order_by()
    return not lessons.exclude(pk__in=_done(person_id)).exists() and lessons.exists()


def closed_by(lesson: LessonPage, person_id: int) -> LessonPage | None:
    """The lesson that the person must finish first: an earlier one of the module, or one of a
    module that is learnt before it. None when open."""
    siblings = LessonPage.objects.sibling_of(lesson).live().public()
    before = siblings.filter(path__lt=lesson.path)
    missing = before.exclude(pk__in=_done(person_id)).order_by("path")
    first = missing.values_list("pk", flat=True).first()
    if first is None:
        return _prerequisite(lesson, person_id)
    found: LessonPage = LessonPage.objects.defer("body").get(pk=first)
    return found


def _prerequisite(lesson: LessonPage, person_id: int) -> LessonPage | None:
    links = ModulePage.prerequisites.through.objects.filter(
        from_modulepage__path=lesson.path[: -lesson.steplen], to_modulepage__live=True
    )
    asked = set(links.values_list("to_modulepage_id", flat=True))
    if not asked:
        return None
    credited, done = hours_of(person_id).modules, lessons_done(person_id)
    earlier = ModulePage.objects.public().filter(pk__in=asked - credited).order_by("path")
    return next(
        (held for page in earlier for held in lessons_of(page) if held.pk not in done),
        None,
    )


def _done(person_id: int) -> QuerySet[LessonProgress, int]:
    rows = LessonProgress.objects.unscoped("one person's own progress")
    done = rows.filter(person_id=person_id, state=LessonState.DONE)
    return done.values_list("lesson_id", flat=True)


_DONE = Prepared(_done, int)
