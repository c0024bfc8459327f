"""The compact record: signed, checked, read again; nothing else is believed."""

import base64
from dataclasses import replace

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from certificates import compact
from certificates.compact import Compact, NotGenuine, checked, signed

TOLD = Compact(
    "k1", "99010120260003187", "周桂芳", "post", "2026-12-25", "2026-12-25", "2029-12-24"
)
OLDER = f"k1 {'/' * 42}8="
NEWER = f"k2 {base64.b64encode(bytes(range(32))).decode()}"


def test_what_was_signed_is_read_again() -> None:
    assert checked(signed(TOLD)) == TOLD
    assert signed(TOLD) == signed(TOLD)


def test_it_fits_the_dense_mode_of_a_square_pattern() -> None:
    text = signed(replace(TOLD, name="努尔阿卜杜萨拉木·麦麦提依明江"))
    assert set(text) <= set(compact.SIGNS)
    assert len(signed(TOLD)) < 300


@pytest.mark.parametrize("at", [4, 5, 20, 60, 120, 180, -1])
def test_a_changed_sign_is_not_genuine(at: int) -> None:
    signs = list(signed(TOLD))
    signs[at] = "A" if signs[at] != "A" else "B"
    with pytest.raises(NotGenuine):
        checked("".join(signs))


@pytest.mark.parametrize(
    "text", ["", "HZ1:", "HZ1:A", "HZ1:::::::", "HZ1:周", "HZ2:ABC", "A" * 2000]
)
def test_nonsense_is_not_genuine(text: str) -> None:
    with pytest.raises(NotGenuine):
        checked(text)


@given(st.text(alphabet=compact.SIGNS, max_size=300))
def test_nothing_made_up_is_genuine_or_fails_otherwise(body: str) -> None:
    with pytest.raises(NotGenuine):
        checked(compact.MARK + body)


def test_what_an_old_key_signed_stays_genuine_as_long_as_its_line_stays() -> None:
    with override_settings(OFFLINE_KEYS=OLDER):
        old = signed(TOLD)
    with override_settings(OFFLINE_KEYS=f"{NEWER}\n{OLDER}"):
        assert compact.first_key() == "k2"
        assert checked(old) == TOLD
        new = replace(TOLD, key="k2")
        assert checked(signed(new)) == new
    with override_settings(OFFLINE_KEYS=NEWER), pytest.raises(NotGenuine):
        checked(old)


def test_a_record_under_the_name_of_another_key_is_not_genuine() -> None:
    with override_settings(OFFLINE_KEYS=f"{NEWER}\n{OLDER.replace('k1', 'k2')}"):
        forged = signed(replace(TOLD, key="k2"))
    with override_settings(OFFLINE_KEYS=OLDER), pytest.raises(NotGenuine):
        checked(forged)


@pytest.mark.parametrize(
    ("plain", "written"), [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581")]
)
def test_base_45_is_that_of_rfc_9285(plain: bytes, written: str) -> None:
    assert compact._written(plain) == written
    assert compact._read(compact.MARK + written) == plain
