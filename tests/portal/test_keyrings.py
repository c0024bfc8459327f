"""Rings of keys: the first works, the others stay, and what is no key is said at once."""

import base64
import binascii

import pytest

from portal import keyrings

OLD, NEW = base64.b64encode(b"o" * 32).decode(), base64.b64encode(b"n" * 32).decode()


def test_the_first_line_is_the_key_that_works_and_the_others_stay() -> None:
    lines = f"k2 {NEW}\n\n  k1 {OLD}  \n"
    assert keyrings.first(lines) == "k2"
    assert keyrings.ring(lines) == {"k2": b"n" * 32, "k1": b"o" * 32}


@pytest.mark.parametrize("line", ["k1 no base64!", "k1 abc", "k1 ä"])
def test_what_is_no_base64_is_refused(line: str) -> None:
    with pytest.raises((ValueError, binascii.Error)):
        keyrings.ring(line)
