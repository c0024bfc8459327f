"""Drawing the forms of a paper (A卷, B卷) once and for all, for exams on paper."""

import secrets
from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from exams.freezing import hold_bank
from exams.models import Exam, FormQuestion, PaperForm
from exams.papers import shelving
from exams.papers.blueprint import Blueprint, read_blueprint
from exams.papers.drawing import Drawn, Limits, draw
from exams.papers.live import bank_for
from exams.papers.pool import Pool
from exams.papers.proving import draw_form, keep, last_paper, limits_of_form
from exams.papers.seeing import limits_of
from exams.papers.shortage import Exposed, Shortage
from portal import clock
from portal.audit.recording import record
from portal.policy.rules import rule

LETTERS = ("A", "B")
SEED_BYTES = 16


class TooMuchShared(RuntimeError):
    """The bank is too small for two forms that share no more than is wanted; the message says how
    much they would share."""


def seal_forms(
    exam: Exam, *, overlap: int, actor_id: int | None, letters: tuple[str, ...] = LETTERS
) -> list[PaperForm]:
    """Draw the forms, the second with at most `overlap` percent (0 to 100) of the first one's
    questions, as few as possible; they get the exam's next number and are never changed.

    The first repeats as little of the exam's last forms as it can (`exam.repeat_percent`). A form
    shows nobody more of the bank than a paper on the screen may. The bank is held meanwhile.

    Raises BadBlueprint, Shortage, TooMuchShared, and IntegrityError when somebody draws at the
    same time.
    """
    blueprint = read_blueprint(exam.blueprint)
    with transaction.atomic():
        hold_bank()
        pool = bank_for(exam.kind)
        _refuse_exposed(exam, blueprint, pool)
        source = keep(blueprint, pool)
        number = 1 + (exam.paper_forms.aggregate(last=Max("number"))["last"] or 0)
        again = rule("exam.repeat_percent", on=clock.today()).number if number > 1 else 0
        forms: list[PaperForm] = []
        for letter in letters:
            form = PaperForm(
                exam=exam,
                number=number,
                letter=letter,
                seed=secrets.token_hex(SEED_BYTES),
                source=source,
                beside=forms[0] if forms else None,
                overlap=overlap if forms else again,
                recorded_at=clock.now(),
            )
            _store(form, _draw(blueprint, pool, form))
            shelving.ask(form)
            forms.append(form)
        data = {"number": number, "letters": list(letters), "overlap": overlap}
        record("exam.forms_drawn", exam, actor_id=actor_id, data=data)
    return forms


def _refuse_exposed(exam: Exam, blueprint: Blueprint, pool: Pool) -> None:
    limits = limits_of(exam.kind, pool, on=clock.today())
    most = limits.most_new
    if limits.firm and most is not None and blueprint.questions > most:
        raise Shortage((), Exposed(blueprint.questions, most))


def _draw(blueprint: Blueprint, pool: Pool, form: PaperForm) -> tuple[Drawn, ...]:
    try:
        return draw_form(form, blueprint, pool)
    except Shortage as shortage:
        if not shortage.exposed:
            raise
        limits = limits_of_form(form, blueprint.questions)[-1]
        least = draw(blueprint, pool, form.seed, Limits(limits.seen))
        shared = sum(question.ref in limits.seen for question in least)
        raise TooMuchShared(
            _(
                "The bank is too small: forms A and B would share at least %(shared)s of"
                " %(questions)s questions, and %(most)s are allowed."
            )
            % {"shared": shared, "questions": len(least), "most": limits.most_seen}
        ) from shortage


def _store(form: PaperForm, drawn: tuple[Drawn, ...]) -> None:
    form.save(force_insert=True)
    FormQuestion.objects.bulk_create(
        FormQuestion(
            form=form,
            position=question.position,
            section=question.section,
            version_id=question.version_id,
            option_order=list(question.option_order),
            points=question.points,
        )
        for question in drawn
    )


def repeated(form: PaperForm) -> int:
    """How many questions of a form stood on the last forms before it."""
    return form.questions.filter(version__item__ref__in=last_paper(form)).count()


def listed(forms: Iterable[PaperForm]) -> list[tuple[PaperForm, int, int]]:
    """Each form with its number of questions, and how many it shares with the one it was drawn
    beside; one query for all."""
    rows = list(forms)
    held: dict[int | None, set[int]] = defaultdict(set)
    ids = {form.pk for form in rows} | {form.beside_id for form in rows}
    asked = FormQuestion.objects.filter(form_id__in=ids - {None})
    for form_id, item_id in asked.values_list("form_id", "version__item_id"):
        held[form_id].add(item_id)
    return [(form, len(held[form.pk]), len(held[form.pk] & held[form.beside_id])) for form in rows]


def shared(form: PaperForm) -> int:
    """How many questions a form shares with the form it was drawn beside."""
    return listed([form])[0][2]
