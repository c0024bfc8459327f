"""What is kept of an error never says somebody's name or number."""

import json
import logging
import os
import subprocess
import sys
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from portal.accounts.models import User
from portal.quiet import told, traced, without_words

NUMBER = "990000199001010017"


def raised() -> ValueError:
    try:
        int(f"{NUMBER}x")
    except ValueError as error:
        return error
    raise AssertionError


def test_an_error_is_told_by_its_kind_and_its_place() -> None:
    error = raised()
    assert told(error) == "ValueError"
    assert "in raised" in traced(error)
    assert NUMBER not in told(error) + traced(error)


@pytest.mark.django_db
def test_the_constraint_that_a_row_broke_is_told() -> None:
    User.objects.create(username="周桂芳")
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        User.objects.create(username="周桂芳")
    assert "username" in told(caught.value)
    assert "周桂芳" not in told(caught.value)


@pytest.mark.parametrize("given", [raised(), (ValueError, raised(), None)])
def test_an_exception_is_logged_without_its_words(given: Any) -> None:
    event = without_words(None, "error", {"event": "failed", "exc_info": given})
    assert (event["event"], event["error"]) == ("failed", "ValueError")
    assert NUMBER not in str(event)


def test_a_line_without_an_exception_stays_as_it_is() -> None:
    assert without_words(None, "info", {"event": "x", "exc_info": None}) == {"event": "x"}


@pytest.mark.parametrize("form", ["0", "1"])
def test_no_line_on_standard_error_carries_the_words_of_an_error(form: str) -> None:
    code = (
        "import django, logging; django.setup()\n"
        f"try: int('{NUMBER}x')\n"
        "except ValueError: logging.getLogger('django.request').exception('Internal error')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "HEZHONG_JSON_LOGS": form},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "ValueError" in done.stderr
    assert NUMBER not in done.stderr
    if form == "1":
        assert json.loads(done.stderr)["level"] == logging.getLevelName(logging.ERROR).lower()
