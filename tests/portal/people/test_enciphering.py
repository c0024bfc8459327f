"""Numbers at rest can be read back with their key only, and found again by their index only."""

import base64
from typing import Any

import pytest

from portal.people.enciphering import Unreadable, index, seal, unseal
from tests.portal.people.rows import FEMALE, MALE

OTHER = base64.b64encode(b"\x01" * 32).decode()


def test_a_number_comes_back_and_nothing_of_it_stands_in_the_bytes() -> None:
    sealed = seal("id_card", MALE)
    assert unseal(sealed.cipher, sealed.key) == MALE
    assert unseal(memoryview(sealed.cipher), sealed.key) == MALE
    assert MALE.encode() not in sealed.cipher
    assert MALE not in sealed.index


def test_two_seals_of_one_number_differ_but_share_the_index() -> None:
    first, second = seal("id_card", MALE), seal("id_card", MALE)
    assert first.cipher != second.cipher
    assert first.index == second.index == index("id_card", MALE)
    assert index("id_card", FEMALE) != first.index
    assert index("passport", MALE) != first.index


def test_a_rotated_key_still_reads_what_the_old_one_wrote(settings: Any) -> None:
    old = seal("id_card", MALE)
    settings.IDENTITY_CIPHER_KEYS = f"k2 {OTHER}\n{settings.IDENTITY_CIPHER_KEYS}"
    assert unseal(old.cipher, old.key) == MALE
    assert seal("id_card", MALE).key == "k2"


def test_without_the_key_or_with_changed_bytes_nothing_is_read(settings: Any) -> None:
    sealed = seal("id_card", MALE)
    with pytest.raises(Unreadable):
        unseal(sealed.cipher[:-1] + bytes([sealed.cipher[-1] ^ 1]), sealed.key)
    settings.IDENTITY_CIPHER_KEYS = f"k2 {OTHER}"
    with pytest.raises(Unreadable):
        unseal(sealed.cipher, sealed.key)
