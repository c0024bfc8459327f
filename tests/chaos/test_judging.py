"""What the judge sees: a run in which all is well, and each way in which it may not be."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.chaos import acknowledged
from tests.chaos.candidate import Question, plan, questions
from tests.chaos.judging import Run, missing
from tests.chaos.stored import Stored

ATTEMPT, PERSON, RECEIPT = 5, 50, "20261127-ABCDEFGH"
LOG = """{"what": "started", "candidate": 0, "attempt": 5}
{"what": "saved", "attempt": 5, "question": 1, "sequence": 1, "value": ["A"], "right": false}
{"what": "saved", "attempt": 5, "question": 1, "sequence": 2, "value": ["B"], "right": true}
{"what": "refused", "attempt": 5, "question": 2, "sequence": 1, "right": true}
{"what": "receipt", "attempt": 5, "receipt": "20261127-ABCDEFGH"}
{"what": "trouble", "counts": {"503": 3}}
"""
PAGE = """<section data-sheet="3" data-sequence="0">
<label class="option"><input type="radio" name="value" value="A" autocomplete="off"><span
 class="option__box"><span class="option__text" lang="zh-Hans">错，<b>其一</b></span></span></label>
<label class="option"><input type="radio" name="value" value="B" checked><span
 class="option__box"><span class="option__text" lang="zh-Hans"><p>对，其二</p></span></span></label>
</section>"""


def sound(tmp_path: Path) -> Run:
    """One candidate, of age, who passed with one right answer."""
    log = tmp_path / "client0.log"
    log.write_text(LOG, encoding="utf-8")
    stored = Stored()
    stored.attempts[ATTEMPT] = PERSON, "submitted", RECEIPT
    stored.questions[ATTEMPT] = [1, 2]
    stored.answers[ATTEMPT, 1] = 2, ("B",)
    stored.events = {(ATTEMPT, 1, 1, ("A",)), (ATTEMPT, 1, 2, ("B",))}
    stored.results[ATTEMPT] = [(True, "effective")]
    stored.marks[ATTEMPT, 1], stored.marks[ATTEMPT, 2] = [True], [False]
    stored.certificates = [(9, PERSON, ATTEMPT, "99010120260000017")]
    stored.versions[9] = ["digest"]
    stored.notices = [PERSON]
    stored.jobs = [("certificate.issue", f"certificate.issue:{PERSON}:{ATTEMPT}:passed", "done")]
    of_attempt = ("attempt.started", "attempt.submitted")
    of_result = ("result.graded", "result.released", "result.made_effective")
    of_certificate = ("certificate.issued", "certificate.rendered")
    stored.acts = {
        **{(kind, f"exams.attempt:{ATTEMPT}"): 1 for kind in of_attempt},
        **{(kind, f"exams.result:{ATTEMPT}"): 1 for kind in of_result},
        **{(kind, "certificates.certificate:9"): 1 for kind in of_certificate},
    }
    return Run(acknowledged.read([log]), stored, {0: PERSON}, frozenset({PERSON}))


def test_a_sound_run_misses_nothing(tmp_path: Path) -> None:
    run = sound(tmp_path)
    assert missing(run) == []
    assert run.told.saves == 2


def lose_the_answer(run: Run) -> None:
    del run.stored.answers[ATTEMPT, 1]
    run.stored.marks[ATTEMPT, 1] = [False]


def keep_the_older(run: Run) -> None:
    run.stored.answers[ATTEMPT, 1] = 1, ("A",)
    run.stored.marks[ATTEMPT, 1] = [False]


def take_the_refused(run: Run) -> None:
    run.stored.answers[ATTEMPT, 2] = 1, ("C",)
    run.stored.marks[ATTEMPT, 2] = [True]


def lose_an_event(run: Run) -> None:
    run.stored.events.pop()


def answer_afterwards(run: Run) -> None:
    run.stored.later = 1


def begin_twice(run: Run) -> None:
    run.told.attempts[0].add(6)


def give_another_receipt(run: Run) -> None:
    run.told.receipts[ATTEMPT].add("20261127-ZZZZZZZZ")


def grade_twice(run: Run) -> None:
    run.stored.results[ATTEMPT] *= 2


def mark_twice(run: Run) -> None:
    run.stored.marks[ATTEMPT, 1] *= 2


def mark_wrongly(run: Run) -> None:
    run.stored.marks[ATTEMPT, 1] = [False]


def tell_the_trail_twice(run: Run) -> None:
    run.stored.acts["result.graded", f"exams.result:{ATTEMPT}"] = 2


def leave_a_job(run: Run) -> None:
    run.stored.jobs.append(("notice.send", "notice.send:1:mail", "running"))


def ask_for_no_certificate(run: Run) -> None:
    run.stored.jobs.clear()


def issue_nothing(run: Run) -> None:
    run.stored.certificates.clear()


def skip_a_number(run: Run) -> None:
    run.stored.certificates[0] = (9, PERSON, ATTEMPT, "99010120260000025")


def tell_the_person_twice(run: Run) -> None:
    run.stored.notices *= 2


def leave_an_act_unsealed(run: Run) -> None:
    run.stored.unsealed = 1


def break_a_page(run: Run) -> None:
    run.told.trouble["500"] = 1


def meet_a_fault(run: Run) -> None:
    run.told.faults.append("attempt 5: save answered 400")


@pytest.mark.parametrize(
    ("harm", "what"),
    [
        (lose_the_answer, "acknowledged answer missing"),
        (keep_the_older, "acknowledged answer missing"),
        (take_the_refused, "refused answer taken"),
        (lose_an_event, "acknowledged answer not among the events"),
        (answer_afterwards, "answer stored after handing in"),
        (begin_twice, "not one attempt for a candidate"),
        (give_another_receipt, "receipt differs"),
        (grade_twice, "attempt without its one result"),
        (mark_twice, "not one mark for each question"),
        (mark_wrongly, "marked otherwise than answered"),
        (tell_the_trail_twice, "act not once in the trail"),
        (leave_a_job, "job not done"),
        (ask_for_no_certificate, "not one certificate job for a pass"),
        (issue_nothing, "not one certificate for a pass of somebody of age"),
        (skip_a_number, "numbers of certificates with a gap or a double"),
        (tell_the_person_twice, "certificate not printed once, or not told once"),
        (leave_an_act_unsealed, "act without its seal"),
        (break_a_page, "answered 500"),
        (meet_a_fault, "a client met what must not be"),
    ],
)
def test_each_harm_is_named(tmp_path: Path, harm: Callable[[Run], None], what: str) -> None:
    run = sound(tmp_path)
    harm(run)
    assert [one.what for one in missing(run)] == [what]


def test_a_candidate_reads_letters_and_what_is_right_from_the_page() -> None:
    assert questions(PAGE) == [Question(3, ("A", "B"), ("B",), several=False)]


def test_a_candidate_gives_ten_answers_and_says_of_each_whether_it_is_right() -> None:
    asked = [Question(place, tuple("ABCD"), ("C",), several=False) for place in range(1, 11)]
    wrong = 0
    for number in range(50):
        steps = plan(asked, random.Random(number))
        assert len(steps) == 10
        assert len({place for place, _value, _right in steps}) == 8
        assert all((value == ["C"]) is right for _place, value, right in steps)
        wrong += sum(not right for _place, _value, right in steps)
    assert 50 < wrong < 150
