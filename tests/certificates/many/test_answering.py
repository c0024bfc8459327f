"""What the register says of a list: what it says of each row alone, counted for the holders."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from certificates import limiting, numbering, verification
from certificates.asking.choices import Way
from certificates.asking.models import Asked
from certificates.many import answering, lines
from certificates.many.answering import Result
from certificates.many.lines import Sheet
from certificates.models import Certificate
from certificates.verification import Question, Verdict
from portal import clock
from tests.certificates.many.rows import (
    DOCUMENT,
    ENDING,
    in_every_state,
    pasted,
    table,
    with_document,
)
from tests.certificates.rows import never_given_out
from tests.certificates.uploads.rows import registered
from tests.portal.policy import rows as rules

pytestmark = pytest.mark.django_db
MOST_ENDINGS = 10  # verify.wrong_endings_per_day, as shipped


@pytest.fixture(autouse=True)
def _within_a_minute() -> Iterator[None]:
    """Limits are counted by the minute."""
    with clock.at(clock.now().replace(second=5)):
        yield


def answered(sheet: Sheet, way: Way = Way.PAGE_MANY, user: int | None = None) -> Result:
    return answering.answer(RequestFactory().post("/v/many/"), sheet, way, user)


def comparable(verdict: Verdict) -> tuple[Any, ...]:
    return verdict.standing, verdict.printed, verdict.since, verdict.certificate_id


def test_many_say_what_one_says_in_every_state_and_by_every_way() -> None:
    rows = in_every_state()
    for row in rows.values():
        with_document(row)
    asked: list[Question] = [
        Question(code=numbering.new_code()),
        Question(number=never_given_out(), name="周桂芳"),
        Question(number=never_given_out(), ending=ENDING),
    ]
    for row in rows.values():
        asked += [
            Question(code=row.code),
            Question(number=row.number, name="周桂芳"),
            Question(number=row.number, name="别人"),
            Question(number=row.number, ending=ENDING),
            Question(number=row.number, ending="000000"),
        ]

    def alone(one: Question) -> Verdict:
        if one.code:
            return verification.by_code(one.code)
        if one.ending:
            return verification.by_document(one.number, one.ending)
        return verification.by_number(one.number, one.name)

    together = verification.many(asked)
    assert [comparable(one) for one in together] == [comparable(alone(one)) for one in asked]
    found = {one.standing.value for one in together}
    assert found == {"valid", "suspended", "revoked", "expired", "superseded", "not_found"}
    by_code = {state: verification.by_code(row.code).standing for state, row in rows.items()}
    assert by_code["void"] == "not_found"
    assert all(by_code[state] == state for state in rows if state != "void")


def test_a_list_has_the_verdicts_of_its_rows_in_their_order() -> None:
    rows = in_every_state()
    order = ["revoked", "void", "valid", "superseded", "suspended", "expired"]
    told = answered(pasted("\n".join(rows[state].code for state in order))).told
    assert [one.outcome for one in told] == [
        state if state != "void" else "not_found" for state in order
    ]
    assert told[2].name == "周桂芳"
    assert told[0].since
    assert not told[0].until
    counts = {key: n for key, n in lines.counted(told).items() if n}
    assert counts == dict.fromkeys(
        ["valid", "suspended", "revoked", "expired", "superseded", "not_found"], 1
    )


def test_a_right_code_beside_another_name_or_number_does_not_agree() -> None:
    row, other = registered(730001, "周桂芳"), registered(730002, "李明")
    sheet = table(
        (row.code, "周 桂芳", row.number),
        (row.code, "李明", ""),
        (row.code, "", other.number),
        titles=("验证码", "姓名", "证书编号"),
    )
    right, named, numbered = answered(sheet).told
    assert right.outcome == "valid"
    assert (named.outcome, named.standing) == ("differs", "valid")
    assert [one.code for one in named.hints] == ["name_differs"]
    assert [one.code for one in numbered.hints] == ["number_differs"]


def certificates(count: int) -> list[Certificate]:
    return [registered(740001 + n, "周桂芳") for n in range(count)]


@pytest.mark.parametrize("count", [1, 12])
def test_more_rows_take_no_more_queries(count: int, django_assert_num_queries: Any) -> None:
    rows = [with_document(row) for row in certificates(count)]
    text = "".join(f"{row.code}\n{row.number} 周桂芳\n" for row in rows)
    endings = "".join(f"{row.number} {ENDING}\n" for row in rows)
    sheet = pasted(text + endings)
    assert len(sheet.asked) == 3 * count
    cache.clear()
    with django_assert_num_queries(8):
        answered(sheet)


def test_rows_that_say_the_same_are_asked_and_counted_once_and_each_is_answered() -> None:
    (row,) = certificates(1)
    told = answered(pasted(f"{row.code}\n\n{row.code}\n{never_given_out()} 某人")).told
    kept = Asked.objects.unscoped("test").order_by("pk")
    assert [one.certificate_id for one in kept] == [row.pk, None]
    assert {one.way for one in kept} == {"list"}
    assert [one.query for one in told] == [kept[0].query, "", kept[0].query, kept[1].query]
    assert [one.outcome for one in told] == ["valid", "blank", "valid", "not_found"]
    assert [one.same_as for one in told] == [0, 0, 1, 0]


def test_wrong_endings_of_lists_count_until_the_number_rests_for_the_day() -> None:
    row = with_document(certificates(1)[0])
    for n in range(MOST_ENDINGS):
        (told,) = answered(pasted(f"{row.number} {n:06}")).told
        assert told.outcome == "not_found"
    (told,) = answered(pasted(f"{row.number} {ENDING}")).told
    assert (told.outcome, told.hints[0].code) == ("unclear", "rests_day")
    assert limiting.seconds_to_try_ending(row.number) > 0
    assert Asked.objects.unscoped("test").filter(certificate=row).count() == 0


def test_a_number_missed_too_often_rests_for_a_minute_in_lists_too() -> None:
    (row,) = certificates(1)
    for _n in range(30):
        limiting.count_miss(row.number, everywhere=False)
    (told,) = answered(pasted(f"{row.number} 周桂芳")).told
    assert (told.outcome, told.hints[0].code) == ("unclear", "rests_minute")


def test_the_misses_of_a_list_weigh_as_one_network_s_of_a_minute() -> None:
    missing = "\n".join(numbering.new_code() for _n in range(50))
    answered(pasted(missing), Way.DESK_MANY, 1)
    assert limiting._read(limiting.ALL_MISSED) == 0
    answered(pasted(missing))
    assert limiting._read(limiting.ALL_MISSED) == 30


def test_a_name_is_missed_for_its_number() -> None:
    (row,) = certificates(1)
    rules.in_force("verify.misses_per_beginning", 2)
    answered(pasted(f"{row.number} 别人"))
    assert limiting.too_often_missed({row.number}) == set()
    answered(pasted(f"{row.number} 别人"))
    assert limiting.too_often_missed({row.number}) == {row.number}


def test_neither_the_id_number_nor_its_ending_is_shown(caplog: Any) -> None:
    row = with_document(certificates(1)[0])
    sheet = table((row.number, DOCUMENT), titles=("证书编号", "身份证号"))
    (told,) = answered(sheet).told
    assert told.outcome == "valid"
    assert DOCUMENT not in str(told)
    assert ENDING not in told.shown


def test_many_lists_at_once_try_no_more_endings_than_one_after_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each list is counted before any of them has its answer."""
    row = with_document(certificates(1)[0])
    asked = verification.many
    tried: list[str] = []

    def nested(questions: Sequence[Question]) -> list[Verdict]:
        tried.extend(one.ending for one in questions)
        if questions and len(tried) <= MOST_ENDINGS + 3:
            answered(pasted(f"{row.number} {len(tried):06}"))
        return asked(questions)

    monkeypatch.setattr(verification, "many", nested)
    answered(pasted(f"{row.number} 000000"))
    assert len(tried) == MOST_ENDINGS


def test_right_endings_of_lists_spend_no_tries() -> None:
    row = with_document(certificates(1)[0])
    for _ in range(MOST_ENDINGS + 1):
        (told,) = answered(pasted(f"{row.number} {ENDING}")).told
        assert told.outcome == "valid"
