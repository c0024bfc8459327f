"""Codes cannot be walked: what is not found is one answer by one work, and few tries are heard."""

import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client, override_settings

from certificates import lifecycle, numbering, verification
from certificates.models import CertificateVersion
from portal import clock
from portal.policy.rules import rule
from tests.certificates.rows import certified

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_has_passed")]


@pytest.fixture(autouse=True)
def within_a_minute() -> Iterator[None]:
    with clock.at(clock.now().replace(second=5)):
        yield


@pytest.fixture
def same_dice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawing the query number takes another number of draws each time."""
    monkeypatch.setattr(verification, "_query_number", lambda: "HY-261123-5Q7M2")


def void() -> str:
    row = certified()
    lifecycle.void(row, reason_code="error", reason="错", actor_id=None)
    return str(row.code)


def work_of(code: str) -> int:
    """How many calls an answer takes, Python's and C's; the time of each is the machine's."""
    calls = 0

    def count(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    verification.by_code(code)
    watching = sys.getprofile()
    sys.setprofile(count)
    try:
        verification.by_code(code)
    finally:
        sys.setprofile(watching)
    return calls


@pytest.mark.usefixtures("same_dice")
def test_an_unknown_and_a_void_code_take_the_same_work() -> None:
    voided = void()
    assert work_of(voided) == work_of(numbering.new_code())
    assert work_of("7K3M" + "0" * 12) == work_of(numbering.new_code())  # wrong check character


@pytest.mark.usefixtures("same_dice")
def test_a_build_that_reads_void_certificates_takes_other_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What the test before would say of it."""
    everything = CertificateVersion.objects.unscoped("test").select_related("certificate")
    monkeypatch.setattr(
        verification,
        "_versions",
        lambda **key: everything.filter(
            **{f"certificate__{column}": value for column, value in key.items()}
        ),
    )
    monkeypatch.setitem(verification._BY, "code_hash", verification._search("code_hash"))
    assert work_of(void()) > work_of(numbering.new_code())


def test_unknown_wrong_and_void_codes_are_answered_with_the_same_words_and_length() -> None:
    voided, unknown = void(), numbering.new_code()
    pages = [Client().get(f"/v/{code}/") for code in (voided, unknown)]
    assert {page.status_code for page in pages} == {200}
    assert len({len(page.content) for page in pages}) == 1
    wrong = Client().get(f"/v/{unknown[:-1]}{'0' if unknown[-1] != '0' else '1'}/")
    # What it says more is told by the typed characters alone, without the register.
    advice = wrong.context["advice"]
    assert (wrong.status_code, bool(advice)) == (200, True)
    assert abs(len(wrong.content) - len(pages[0].content)) < 200 + len(advice.encode())


@pytest.mark.parametrize(
    ("proxies", "forwarded"),
    [(0, "1.2.{n}.4"), (1, "1.2.{n}.4, 203.0.113.9"), (2, "1.2.{n}.4, 203.0.113.9, 10.0.0.1")],
)
def test_one_address_is_heard_thirty_times_a_minute_whatever_it_invents(
    proxies: int, forwarded: str
) -> None:
    most = rule("verify.tries_per_minute", on=clock.today()).number
    assert most == 30
    code = numbering.new_code()
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=proxies):
        told = [
            Client()
            .get(
                f"/v/{code}/",
                REMOTE_ADDR="203.0.113.9",
                headers={
                    "X-Forwarded-For": forwarded.format(n=n),
                    "X-Real-IP": f"1.2.{n}.5",
                    "Forwarded": f"for=1.2.{n}.6",
                },
            )
            .status_code
            for n in range(most + 1)
        ]
    assert told == [200] * most + [429]


def test_the_breaker_closes_at_twenty_times_what_one_network_may_miss() -> None:
    today = clock.today()
    everywhere = rule("verify.misses_per_minute", on=today).number
    assert everywhere == 20 * rule("verify.tries_per_minute", on=today).number
