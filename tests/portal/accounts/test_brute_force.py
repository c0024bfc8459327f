"""Four processes guess at once; the limits hold as if they were one."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from django.db import connections
from django.test import Client

from portal.accounts import granting, throttling
from portal.accounts.models import SignInTry

pytestmark = pytest.mark.django_db(transaction=True)
PROCESSES = 4
PASSWORD = "a-long-password"


def guess(names: list[str]) -> list[int]:
    """What one process is told for its wrong tries, one after the other."""
    browser = Client()
    return [
        browser.post("/accounts/login/", {"login": name, "password": "wrong"}).status_code
        for name in names
    ]


def in_four_processes(names_of: Callable[[int], list[str]]) -> list[int]:
    connections.close_all()  # each process opens its own
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("fork")) as pool:
        told = list(pool.map(guess, [names_of(n) for n in range(PROCESSES)]))
    return [status for statuses in told for status in statuses]


def test_one_login_has_five_wrong_tries_whoever_asks_at_once() -> None:
    user = granting.create_login("zhou", PASSWORD, "周桂芳", actor_id=None)
    told = in_four_processes(lambda _n: ["zhou"] * 12)
    assert set(told) == {422, 429}
    assert told.count(422) <= throttling.PER_ACCOUNT
    assert SignInTry.objects.count() == 2 * told.count(422)
    for _ in range(throttling.PER_ACCOUNT - told.count(422)):
        guess(["zhou"])
    assert throttling.is_locked(user.pk)
    entered = Client().post("/accounts/login/", {"login": "zhou", "password": PASSWORD})
    assert entered.status_code == 429


def test_one_address_has_fifty_wrong_tries_over_all_names() -> None:
    told = in_four_processes(lambda n: [f"name{n}-{m}" for m in range(20)])
    assert set(told) == {422, 429}
    assert told.count(422) <= throttling.PER_ADDRESS
