"""Rescue files: what opens, what is refused in plain words, and that no sign can be changed."""

import base64
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import override_settings
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from exams import unsealing
from exams.unsealing import NoRescueFile
from tests.exams import rows
from tests.exams.rescue_files import AHEAD, answer, inside, made, sealed, text_of

OTHER = f"k2 {base64.b64encode((7).to_bytes(32, 'big')).decode()}"


def refusal(text: str) -> str:
    with translation.override("en"), pytest.raises(NoRescueFile) as refused:
        unsealing.unseal(text)
    return str(refused.value)


def test_what_the_page_sealed_is_read_and_its_moments_are_set_right() -> None:
    given_at = rows.MOMENT - timedelta(minutes=3)
    found = unsealing.unseal(made(17, answer(2, 4, "A", "C", at=given_at), answer(1, 1)))
    assert (found.attempt_id, found.window, found.made_at) == (17, "device0001window", rows.MOMENT)
    first, second = found.answers
    assert (first.question, first.sequence, first.value, first.waits) == (2, 4, ["A", "C"], True)
    assert first.at == given_at
    assert first.device_at == (given_at + AHEAD).isoformat()
    assert second.value == []


def test_a_file_keeps_its_name_whatever_a_chat_put_between_its_signs() -> None:
    text = made(17, answer(1, 1, "A"))
    lines = "\r\n ".join(text[n : n + 60] for n in range(0, len(text), 60))
    assert unsealing.unseal(f"\ufeff\n{lines}\u200b") == unsealing.unseal(text)
    assert unsealing.unseal(text).digest != unsealing.unseal(made(17, answer(1, 1, "A"))).digest


@given(st.data())
def test_no_sign_of_a_file_can_be_changed(data: st.DataObject) -> None:
    file = sealed(17, inside(17, [answer(1, 1, "A")]))
    name = data.draw(st.sampled_from(["key", "sender", "nonce", "data"]))
    at = data.draw(st.integers(0, len(file[name].rstrip("=")) - 2))
    drawn = data.draw(st.sampled_from("ABCXYZabcxyz019+/"))
    # Chosen, not drawn again: each file is sealed with other chances, and no draw may hang on it.
    sign = next(other for other in (drawn, "A", "B") if other != file[name][at])
    changed = file | {name: file[name][:at] + sign + file[name][at + 1 :]}
    assert "changed on the way" in (told := refusal(text_of(changed))) or "key" in told


@pytest.mark.parametrize("attempt", [18, 170, -17])
def test_it_cannot_be_given_to_another_paper(attempt: int) -> None:
    file = sealed(17, inside(17, [answer(1, 1, "A")]))
    assert "changed on the way" in refusal(text_of(file | {"attempt": attempt}))


def test_cut_off_anywhere_it_says_so() -> None:
    text = made(17, answer(1, 1, "A"))
    for length in range(20, len(text), 29):
        assert "not whole" in refusal(text[:length])


@pytest.mark.parametrize(
    "text",
    ["", "答案", "[]", "null", "{}", "1e999", "[" * 100_000, '{"format":"x"}', '{"a":1,"a":2}'],
)
def test_what_is_something_else_is_told_how_a_rescue_file_begins(text: str) -> None:
    assert "no rescue file" in refusal(text)


@pytest.mark.parametrize(
    "changed",
    [{"attempt": "17"}, {"attempt": True}, {"attempt": 1.5}, {"data": None}, {"more": 1}],
)
def test_what_has_other_fields_is_something_else(changed: dict[str, Any]) -> None:
    file = sealed(17, inside(17, []))
    assert "no rescue file" in refusal(text_of(file | changed))


def test_five_megabytes_are_refused_unread() -> None:
    assert "longer than any" in refusal("x" * 5_000_000)


def test_another_key_opens_nothing_and_an_old_one_still_does() -> None:
    text = made(17, answer(1, 1, "A"))
    with override_settings(RESCUE_KEYS=OTHER):
        assert "a key that this platform does not have" in refusal(text)
    with override_settings(RESCUE_KEYS=f"{OTHER}\n{settings.RESCUE_KEYS}"):
        key = unsealing.public_key()
        assert key is not None
        assert key.name == "k2"
        assert unsealing.unseal(text).attempt_id == 17


@pytest.mark.parametrize("keys", ["", "k1", "k1 AAAA!", f"k1 {'A' * 43}=", "k1 " + "/" * 42 + "8="])
def test_keys_that_cannot_be_read_give_none_to_pages(keys: str) -> None:
    text = made(17, answer(1, 1, "A"))
    with override_settings(RESCUE_KEYS=keys):
        assert unsealing.public_key() is None
        assert "a key that this platform does not have" in refusal(text)


GOOD = answer(1, 1, "A")


@pytest.mark.parametrize(
    "content",
    [
        [],
        "text",
        {},
        inside(17, []) | {"window": 5},
        inside(17, []) | {"pass": "x" * 65},
        inside(17, []) | {"answers": {}},
        inside(17, [GOOD] * 401),
        inside(17, [GOOD | {"question": 0}]),
        inside(17, [GOOD | {"question": True}]),
        inside(17, [GOOD | {"sequence": 2**31}]),
        inside(17, [GOOD | {"sequence": "1"}]),
        inside(17, [GOOD | {"value": "A"}]),
        inside(17, [GOOD | {"value": ["A"] * 61}]),
        inside(17, [GOOD | {"value": ["x" * 8101]}]),
        inside(17, [GOOD | {"at": None}]),
        inside(17, [GOOD | {"waits": 1}]),
        inside(17, [GOOD | {"more": 1}]),
        inside(17, []) | {"answers": ["A"]},
    ],
)
def test_what_no_page_writes_is_refused_inside_too(content: Any) -> None:
    assert "changed on the way" in refusal(text_of(sealed(17, content)))


def test_bytes_that_are_no_text_are_refused() -> None:
    assert "changed on the way" in refusal(text_of(sealed(17, b"\xff\xfe")))


@pytest.mark.parametrize(
    "moment", ["", "now", "2026-11-23T06:00:00", "0001-01-01T00:00:00+00:00", "9999-12-31T23:59Z"]
)
def test_a_moment_that_says_nothing_is_none(moment: str) -> None:
    content = inside(17, [GOOD | {"at": moment}]) | {"device_now": moment, "server_now": moment}
    found = unsealing.unseal(text_of(sealed(17, content)))
    assert (found.made_at, found.answers[0].at) == (None, None)


def test_without_the_servers_clock_the_devices_stands() -> None:
    content = inside(17, [GOOD]) | {"server_now": "", "window": "a b"}
    found = unsealing.unseal(text_of(sealed(17, content)))
    assert found.answers[0].at == found.made_at == rows.MOMENT + AHEAD
    assert found.window == ""


def test_signs_that_no_database_keeps_are_left_out() -> None:
    content = inside(17, [GOOD | {"value": ["印\x00章\udc80"], "at": "\x00"}])
    assert unsealing.unseal(text_of(sealed(17, content))).answers[0].value == ["印章"]
