"""What people did with a paper after it was handed in, as steps of its record: when, and as which
marker; never who, and never how many points."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from exams.marking import telling
from exams.marking.choices import THIRD
from exams.marking.models import Marking, Objection, Script
from exams.models import Result
from exams.stepping import Step


def steps(result: Result) -> Iterator[Step]:
    """Three queries."""
    scripts = Script.objects.unscoped("one attempt as it was").filter(attempt=result.pk)
    by_place = scripts.select_related("question").order_by("question__position")
    for script in by_place:
        question = _question(script)
        yield Step(script.collected_at, "collected", told=question)
        if script.settled_at:
            told = f"{question}{_comma()}{script.get_how_display()}"
            yield Step(script.settled_at, "settled", told=told)
    yield from _markings(result)
    rows = Objection.objects.unscoped("one attempt as it was").filter(result=result)
    for one in rows.select_related("question").order_by("made_at"):
        about = telling.about(one)
        yield Step(one.made_at, "objected", who=pgettext("step", "the candidate"), told=about)
        if one.ended_at:
            told = f"{about}{_comma()}{one.get_state_display()}"
            yield Step(one.ended_at, "decided", who=_("the exam office"), told=told)


def _markings(result: Result) -> Iterator[Step]:
    given = Marking.objects.unscoped("one attempt as it was").filter(
        script__attempt=result.pk, marked_at__isnull=False
    )
    for one in given.select_related("script__question").order_by("marked_at"):
        if one.marked_at:
            yield Step(one.marked_at, "marked", who=_marker(one), told=_question(one.script))


def _question(script: Script) -> str:
    return pgettext("objection", "question %(n)s") % {"n": script.question.position}


def _marker(one: Marking) -> str:
    if one.turn > THIRD:
        return pgettext("step", "another marker, to check answers that were drawn by lot")
    names = {1: pgettext("step", "the first marker"), 2: pgettext("step", "the second marker")}
    return names.get(one.turn, pgettext("step", "the third marker"))


def _comma() -> str:
    return pgettext("sentence", ", ")
