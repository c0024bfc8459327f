"""What courses hangs into desk and home page: the next lesson, hours, commentaries, modules."""

from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from courses import finding, progress, reading, relearning
from courses.models import LessonProgress
from courses.reading import Line, ModuleReading
from portal import hooks
from portal.accounts.scoping import request_scope
from portal.offline.keeping import shown_with
from portal.people.models import READERS, Person
from portal.scope import Scope

STEP_ORDER = 50  # an open quiz or exam (below 50) comes before the next lesson
STUDY_STAGE = 20
RELEARNING_CARD = 15
HOURS_CARD = 20
ON_HOME = 3


@dataclass(frozen=True)
class Study:
    """A person's learning: the modules as read, the hours done and those needed."""

    modules: list[ModuleReading]
    hours: Decimal
    needed: Decimal
    required: frozenset[int] = frozenset()

    @property
    def missing(self) -> Decimal:
        return max(self.needed - self.hours, Decimal(0))


def own_learning(visit: hooks.Visit) -> progress.Learning:
    return progress.learning_of(visit.scope.person_id or 0)


def own_study(visit: hooks.Visit) -> Study:
    learning = visit.once(own_learning)
    needed = learning.path.hours_needed if learning.path else Decimal(0)
    return Study(reading.read_learning(learning), learning.hours, needed, learning.required_ids)


def _finished(module: ModuleReading) -> bool:
    return module.done == len(module.lines)


@hooks.next_step
def next_lesson(visit: hooks.Visit) -> hooks.NextStep | None:
    """The lesson to go on with: in the module read last, otherwise in the first unfinished one that
    the person's path asks for; elective ones while hours are missing."""
    scope = visit.scope
    if scope.person_id is None:
        return None
    study = visit.once(own_study)
    unfinished = [found for found in study.modules if found.lines and not _finished(found)]
    asked = [found for found in unfinished if found.module.pk in study.required]
    if not (asked if study.missing == 0 else unfinished):
        return None
    last_path = (
        LessonProgress.objects.scoped(scope)
        .filter(person_id=scope.person_id)
        .order_by("-last_seen_at")
        .values_list("lesson__path", flat=True)
        .first()
    ) or ""
    module = next(
        (found for found in unfinished if last_path.startswith(found.module.path)),
        (asked or unfinished)[0],
    )
    line = module.next_line
    return _step(module, line, begun=bool(last_path)) if line else None


def _step(module: ModuleReading, line: Line, *, begun: bool) -> hooks.NextStep:
    title = _("Continue learning: lesson %(number)s") if begun else _("Learn: lesson %(number)s")
    minutes = ngettext("about %(count)s minute", "about %(count)s minutes", line.lesson.minutes)
    return hooks.NextStep(
        order=STEP_ORDER,
        title=title % {"number": line.number},
        text=_("%(module)s: %(lesson)s, %(minutes)s")
        % {
            "module": module.module.title,
            "lesson": line.lesson.title,
            "minutes": minutes % {"count": line.lesson.minutes},
        },
        url=line.lesson.url or "",
        action=_("Go on") if begun else _("Begin"),
        done=module.done,
        total=len(module.lines),
    )


@hooks.path_stage
def study_stage(visit: hooks.Visit) -> tuple[int, str, hooks.PathState] | None:
    if visit.scope.person_id is None:
        return None
    enough = visit.once(own_study).missing == 0
    return STUDY_STAGE, _("Study"), "done" if enough else "now"


@hooks.desk_card
def hours_card(visit: hooks.Visit) -> hooks.Card | None:
    if visit.scope.person_id is None:
        return None
    return hooks.Card(HOURS_CARD, "courses/hours_card.html", {"study": visit.once(own_study)})


@hooks.desk_card
def relearning_card(visit: hooks.Visit) -> hooks.Card | None:
    """Lessons to learn again because a law has changed."""
    rows = relearning.to_learn(visit.scope.person_id) if visit.scope.person_id else []
    if not rows:
        return None
    return hooks.Card(RELEARNING_CARD, "courses/relearning_card.html", {"rows": rows})


@hooks.person_link
def ledger_of(scope: Scope, person_id: int) -> tuple[str, str] | None:
    """The hours of somebody, for who reads their organisation."""
    held = Person.objects.scoped(scope).filter(scope.below("organisation__path", *READERS))
    if not held.filter(pk=person_id).exists():
        return None
    return _("Credit hours"), reverse("person_hours", args=[person_id])


@hooks.home_panel
def latest_commentaries(_request: HttpRequest) -> hooks.Panel | None:
    rows = finding.commentaries()
    newest = list(rows[:ON_HOME])
    if not newest:
        return None
    context = {"commentaries": newest, "count": rows.count()}
    return hooks.Panel(10, "courses/latest_commentaries.html", context)


@hooks.home_panel
def module_grid(request: HttpRequest) -> hooks.Panel | None:
    readings = reading.read_modules(progress.live_modules(), request_scope(request).person_id)
    if not readings:
        return None
    return hooks.Panel(20, "courses/module_panel.html", {"readings": readings})


hooks.menu_entry(
    hooks.MenuEntry(
        order=60,
        label=pgettext_lazy("menu", "Content"),
        url_name="wagtailadmin_home",
        icon="pencil",
        roles=("instructor", "admin"),
    )
)

shown_with("courses/courses.css", "courses/reading.js", "courses/watching.js", "courses/drawer.js")
