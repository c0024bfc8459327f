"""Keeping what a paper was drawn from, as plain values, so that it can be drawn again on any
machine, years later, whatever has become of the bank."""

import hashlib
import json
import zlib
from dataclasses import fields
from typing import Any

from exams.models import AttemptDraw, FormQuestion, PaperForm, PaperQuestion, PaperSource
from exams.papers.blueprint import Blueprint, read_blueprint, write_blueprint
from exams.papers.drawing import Drawn, Limits, draw
from exams.papers.ordering import PERCENT
from exams.papers.pool import Candidate, Pool
from exams.papers.shortage import Shortage
from portal import clock


def keep(blueprint: Blueprint, pool: Pool) -> PaperSource:
    """The stored source with these values; made when it is the first time."""
    plain = _plain(blueprint, pool)
    source, _made = PaperSource.objects.get_or_create(
        digest=hashlib.sha256(plain).hexdigest(),
        defaults={"packed": lambda: zlib.compress(plain), "recorded_at": clock.now()},
    )
    return source


def unpack(source: PaperSource) -> tuple[Blueprint, Pool]:
    """What was kept. Raises ValueError when it is not what its digest says."""
    plain = zlib.decompress(bytes(source.packed))
    if hashlib.sha256(plain).hexdigest() != source.digest:
        raise ValueError(f"the source {source.digest[:12]} was changed")
    kept = json.loads(plain)
    return read_blueprint(kept["blueprint"]), Pool(_candidate(*row) for row in kept["pool"])


def _plain(blueprint: Blueprint, pool: Pool) -> bytes:
    written = json.dumps(write_blueprint(blueprint), ensure_ascii=False, sort_keys=True)
    return b'{"blueprint":%b,"pool":%b}' % (written.encode(), pool.plain)


def _candidate(*values: Any) -> Candidate:
    held = dict(zip((field.name for field in fields(Candidate)), values, strict=True))
    return Candidate(**(held | {"pinned": tuple(held["pinned"])}))


def last_paper(form: PaperForm) -> frozenset[str]:
    """The questions of the forms before; none where the form was drawn without looking at them."""
    asked_about = form.beside.overlap if form.beside else form.overlap
    if not asked_about:
        return frozenset()
    before = FormQuestion.objects.filter(form__exam_id=form.exam_id, form__number=form.number - 1)
    return frozenset(before.values_list("version__item__ref", flat=True))


def limits_of_form(form: PaperForm, questions: int) -> list[Limits]:
    """Within which limits a form is drawn, the first that the bank allows.

    The first form repeats as little of the last paper as it can. The second one shares at most
    `overlap` percent of its questions with the first, and keeps away from the last paper too, in
    so far as that lets it.
    """
    last, most = last_paper(form), questions * form.overlap // PERCENT
    if form.beside is None:
        return [Limits(last, most_seen=most, firm=False)] if form.overlap else [Limits()]
    shared = frozenset(form.beside.questions.values_list("version__item__ref", flat=True))
    alone = Limits(shared, most_seen=most)
    if not last:
        return [alone]
    fewer = min(most, questions * form.beside.overlap // PERCENT)
    return [Limits(shared | last, most_seen=few) for few in (fewer, most)] + [alone]


def draw_form(form: PaperForm, blueprint: Blueprint, pool: Pool) -> tuple[Drawn, ...]:
    """The questions of a form by its seed. Raises Shortage."""
    *strict, last = limits_of_form(form, blueprint.questions)
    for limits in strict:
        try:
            return draw(blueprint, pool, form.seed, limits)
        except Shortage as shortage:
            if not shortage.exposed:
                raise
    return draw(blueprint, pool, form.seed, last)


def redraw(form: PaperForm) -> tuple[Drawn, ...]:
    """Draw a form again from what was kept; equals what is stored."""
    return draw_form(form, *unpack(form.source))


def redraw_attempt(drawn: AttemptDraw) -> tuple[Drawn, ...]:
    """Draw an attempt's paper again from what was kept; equals what was delivered. One that was
    written on a form has the form's seed, and is drawn as the form."""
    form = _form_of(drawn)
    if form:
        return redraw(form)
    blueprint, pool = unpack(drawn.source)
    limits = Limits(frozenset(drawn.seen), most_new=drawn.most_new, firm=drawn.firm)
    return draw(blueprint, pool, drawn.attempt.seed, limits)


def _form_of(drawn: AttemptDraw) -> PaperForm | None:
    attempt = drawn.attempt
    rows = PaperForm.objects.filter(exam_id=attempt.exam_id, seed=attempt.seed)
    return rows.filter(source_id=drawn.source_id).first()


def proves_attempt(drawn: AttemptDraw) -> bool:
    """What was delivered is what seed and source draw."""
    asked = PaperQuestion.objects.unscoped("drawing a paper again").filter(attempt=drawn.attempt)
    stored = asked.order_by("position").values_list(
        "position", "version_id", "points", "option_order"
    )
    again = [
        (q.position, q.version_id, q.points, list(q.option_order)) for q in redraw_attempt(drawn)
    ]
    return again == [*stored]


def proves(form: PaperForm) -> bool:
    """The stored questions are what seed and source draw."""
    stored = form.questions.order_by("position").values_list(
        "position", "section", "version_id", "points", "option_order"
    )
    again = [
        (q.position, q.section, q.version_id, q.points, list(q.option_order)) for q in redraw(form)
    ]
    return again == [*stored]
