"""The pass of a paper opens that paper and nothing else."""

import pytest
from django.test import RequestFactory, override_settings

from exams import passing


def test_a_pass_opens_its_own_paper_only() -> None:
    shown = passing.pass_of(17)
    assert passing.opens(17, shown)
    for other in (1, 7, 170, 171):
        assert not passing.opens(other, shown)


@pytest.mark.parametrize("shown", ["", "x", ":", "17", "a:b", "é"])
def test_what_is_no_pass_opens_nothing(shown: str) -> None:
    assert not passing.opens(17, shown)
    assert not passing.opens(17, passing.pass_of(17) + shown + "x")


def test_the_secret_of_another_site_makes_another_pass() -> None:
    shown = passing.pass_of(17)
    with override_settings(SECRET_KEY="another"):
        assert not passing.opens(17, shown)


def test_a_browser_without_script_is_named_by_its_session() -> None:
    names = set()
    for key in ("a" * 32, "b" * 32, None):
        request = RequestFactory().get("/")
        request.session = type("Session", (), {"session_key": key})()
        names.add(passing.plain_window(request))
    assert len(names) == 3
    assert all(len(name) == 16 and name.startswith("form") for name in names)
