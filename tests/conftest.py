"""The databases and the running stack of the tests; see tests/databases.py and tests/stack.py."""

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import _pytest.main
import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client, TransactionTestCase
from hypothesis import settings

from certificates import issuers
from certificates.asking import keying
from exams import remembering
from exams.papers import live
from portal.accounts import second_factor
from portal.accounts.models import User
from portal.policy import remembered
from portal.roomy import roomy
from tests import stack
from tests.databases import own_database
from tests.everything import PLATFORM
from tests.password_shown import password_shown
from tests.warm_children import warm_children

# How long an example takes says how busy the machine is, not whether it is right.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock():
        database = own_database()
        database.create()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: database.restore())
        yield
    with django_db_blocker.unblock():
        database.drop()


@pytest.fixture(scope="session", autouse=True)
def _an_issuer() -> None:
    """Certificates are signed for real, by an issuer of the test run's own."""
    issuers.make_test_issuer(Path(django_settings.ISSUER_ROOT), "示例市司法局")


@pytest.fixture(scope="session", autouse=True)
def _children() -> Iterator[None]:
    with warm_children():
        yield


@pytest.fixture(scope="module")
def lasting(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """For rows that a whole module reads: what fixtures of the module write upon this one stays
    until its end, and each test's own writing is taken back as ever."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """Limits, cached pages and the pools of one test's bank are not those of the next, whose rows
    may carry the same numbers."""
    yield
    cache.clear()
    live._kept.clear()
    live._counted.clear()
    remembering.forget()
    remembered.forget()
    keying.forget()


@pytest.fixture(autouse=True)
def _signed_in_means_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """`force_login` stands for the whole way in just now, the second factor included; tests of the
    door itself sign in by password."""
    by_password = Client.force_login

    def force_login(client: Client, user: User, backend: str | None = None) -> None:
        by_password(client, user, backend)
        session = client.session
        second_factor.show(session, user.pk)
        session.update(password_shown(user.pk))
        session.save()

    monkeypatch.setattr(Client, "force_login", force_login)


@pytest.fixture(scope="session")
def real_stack() -> Iterator[stack.Stack]:
    """The platform with its demo city as `make run` starts it: web, worker and beat."""
    with stack.running() as started:
        yield started


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--with-database",
        action="store_true",
        help="only tests that touch a database: the others say the same on each of them",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Whoever needs the running stack is marked so: those tests run in one process, and lie where
    `make test` looks for them."""
    for item in items:
        if "real_stack" in getattr(item, "fixturenames", ()):
            item.add_marker("stack")
        if item.get_closest_marker("stack") and not item.nodeid.startswith(PLATFORM):
            raise pytest.UsageError(f"{item.nodeid} lies in none of {', '.join(PLATFORM)}")
    if config.getoption("--with-database"):
        bare = [item for item in items if not _touches_a_database(item)]
        config.hook.pytest_deselected(items=bare)
        items[:] = [item for item in items if _touches_a_database(item)]


def pytest_runtestloop(session: pytest.Session) -> object:
    """As pytest itself does it (nothing public calls that), with room for the calls of all tests:
    it saves a twelfth of the time. A plugin with a loop of its own comes first, as ever."""
    return roomy(_pytest.main.pytest_runtestloop)(session)


def pytest_collection_finish() -> None:
    """What is loaded by now stays: garbage is looked for among the things of the tests only."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()


def _touches_a_database(item: pytest.Item) -> bool:
    fixtures = {"db", "transactional_db", "real_stack"}
    return bool(
        item.get_closest_marker("django_db")
        or fixtures.intersection(getattr(item, "fixturenames", ()))
    )
