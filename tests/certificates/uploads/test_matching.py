"""A changed file is never called genuine; the benchmark `mutations` tries ten thousand."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from django.test import override_settings

from certificates import lifecycle
from certificates.models import Certificate
from certificates.uploads import matching
from tests.certificates.rows import version_of
from tests.certificates.uploads.mutating import BUILT, RAW, gap, mutants
from tests.certificates.uploads.rows import printed, registered

pytestmark = pytest.mark.django_db
SOME = 500
Originals = tuple[Certificate, bytes, bytes]


@pytest.fixture(scope="module")
def originals(lasting: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Originals]:
    """A certificate, its file, and the file of another one."""
    with override_settings(FILES_ROOT=tmp_path_factory.mktemp("files")):
        row, content = printed(700001, "周桂芳")
        _other, other = printed(700002, "马兰")
        yield row, content, other


def called_genuine(content: bytes, other: bytes, count: int) -> Counter[str]:
    """How many of so many mutants are taken for an original, by kind."""
    found: Counter[str] = Counter()
    for kind, made in mutants(content, other, count):
        if matching.original(made) is not None:
            found[kind] += 1
    return found


def test_no_changed_file_is_called_genuine(originals: Originals) -> None:
    _row, content, other = originals
    assert matching.original(content) is not None
    assert matching.original(other) is not None
    assert called_genuine(content, other, SOME) == {}


def test_the_mutants_are_of_every_kind_and_none_is_the_original(originals: Originals) -> None:
    _row, content, other = originals
    made = list(mutants(content, other, SOME))
    assert {kind for kind, _ in made} == {kind.__name__ for kind in (*RAW, *BUILT)}
    assert content not in [one for _, one in made]
    assert len({hashlib.sha256(one).digest() for _, one in made}) > SOME * 3 // 4


def signed_range(content: bytes) -> str:
    try:
        start, end = gap(content)
    except ValueError:
        return "no signature"
    last = content.find(b"%%EOF", content.find(b"%%EOF", end) + 1)
    return hashlib.sha256(content[:start] + content[end : last if last > 0 else None]).hexdigest()


def without_what_follows(content: bytes) -> str:
    return hashlib.sha256(content[:160_000]).hexdigest()


@pytest.mark.parametrize(
    ("broken", "fooled"),
    [(signed_range, "flipped_in_the_signature"), (without_what_follows, "appended_update")],
)
def test_a_build_that_compares_less_than_the_whole_file_is_caught(
    originals: Originals,
    monkeypatch: pytest.MonkeyPatch,
    broken: Callable[[bytes], str],
    fooled: str,
) -> None:
    """Both hashes are of what a certificate is for such a build: the test above would be red."""
    _row, content, other = originals
    known = {broken(content), broken(other)}
    monkeypatch.setattr(matching, "original", lambda made: True if broken(made) in known else None)
    assert called_genuine(content, other, SOME)[fooled] > 0


def test_the_file_of_a_superseded_version_says_so(originals: Originals) -> None:
    row, content, _other = originals
    version = version_of(row)
    type(version).objects.unscoped("test").filter(pk=version.pk).update(
        superseded_at=version.recorded_at
    )
    verdict = matching.original(content)
    assert verdict is not None
    assert verdict.standing == "superseded"


def test_the_file_of_a_revoked_one_is_genuine_and_revoked(originals: Originals) -> None:
    row, content, _other = originals
    lifecycle.revoke(row, reason_code="other", reason="x", actor_id=None)
    verdict = matching.original(content)
    assert verdict is not None
    assert (verdict.standing, verdict.printed and verdict.printed.number) == (
        "revoked",
        row.number,
    )


def test_the_file_of_a_void_one_is_as_unknown_as_its_code(originals: Originals) -> None:
    row, content, _other = originals
    lifecycle.void(row, reason_code="error", reason="x", actor_id=None)
    assert matching.original(content) is None


def test_an_empty_file_is_not_taken_for_a_version_without_a_file() -> None:
    registered(700003, "马兰")
    assert matching.original(b"") is None
