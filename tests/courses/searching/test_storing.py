"""How words become a question to each of the two databases."""

import pytest
from django.db import connection

from courses.searching import storing

CASES = [
    ("sqlite", {}, '{title} : ("水沟" AND "1165")'),
    ("sqlite", {"begun": "调", "any_of": True}, '{title} : ("水沟" OR "1165" OR "调" *)'),
    ("postgresql", {}, "'水沟' & '1165'"),
    ("postgresql", {"begun": "调", "any_of": True}, "'水沟' | '1165' | '调':*"),
]


@pytest.mark.parametrize(("vendor", "asked", "question"), CASES)
def test_the_question_holds_all_words_or_any(
    monkeypatch: pytest.MonkeyPatch, vendor: str, asked: dict[str, str | bool], question: str
) -> None:
    monkeypatch.setattr(connection, "vendor", vendor)
    found = storing.matching(["水沟", "1165"], "title", **asked)  # type: ignore[arg-type]
    assert question in [str(param) for param in found.params]
