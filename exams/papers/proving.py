"""Keeping what a paper was drawn from, as plain values, so that it can be drawn again on any
machine, years later, whatever has become of the bank."""

import hashlib
import json
import zlib
from dataclasses import fields
from typing import Any

from exams.models import AttemptDraw, PaperForm, PaperSource
from exams.papers.blueprint import Blueprint, read_blueprint, write_blueprint
from exams.papers.drawing import Drawn, Limits, draw
from exams.papers.ordering import PERCENT
from exams.papers.pool import Candidate, Pool
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


def limits_of_form(beside: PaperForm | None, overlap: int, questions: int) -> Limits:
    """What the second form may share with the first: `overlap` percent of its questions."""
    if beside is None:
        return Limits()
    shared = beside.questions.values_list("version__item__ref", flat=True)
    return Limits(frozenset(shared), most_seen=questions * overlap // PERCENT)


def redraw(form: PaperForm) -> tuple[Drawn, ...]:
    """Draw a form again from what was kept; equals what is stored."""
    blueprint, pool = unpack(form.source)
    limits = limits_of_form(form.beside, form.overlap, blueprint.questions)
    return draw(blueprint, pool, form.seed, limits)


def redraw_attempt(drawn: AttemptDraw) -> tuple[Drawn, ...]:
    """Draw an attempt's paper again from what was kept; equals what was delivered."""
    blueprint, pool = unpack(drawn.source)
    limits = Limits(frozenset(drawn.seen), most_new=drawn.most_new, firm=drawn.firm)
    return draw(blueprint, pool, drawn.attempt.seed, limits)


def proves(form: PaperForm) -> bool:
    """The stored questions are what seed and source draw."""
    stored = form.questions.order_by("position").values_list(
        "position", "section", "version_id", "points", "option_order"
    )
    again = [
        (q.position, q.section, q.version_id, q.points, list(q.option_order)) for q in redraw(form)
    ]
    return again == [*stored]
