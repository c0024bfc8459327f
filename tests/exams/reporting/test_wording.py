"""The figures in plain words."""

import pytest
from django.utils.translation import override

from exams.analysis.judging import GRAVEST_FIRST
from exams.reporting.wording import DOUBTS, figure, minutes, of_alpha


@pytest.mark.parametrize(
    ("alpha", "begins"),
    [
        (None, "Not computed"),
        (0.8, "High"),
        (0.79, "Fair"),
        (0.7, "Fair"),
        (0.62, "Low"),
        (0.59, "Very low"),
        (-0.4, "Very low"),
    ],
)
def test_the_reliability_is_said_in_words(alpha: float | None, begins: str) -> None:
    with override("en"):
        assert str(of_alpha(alpha)).startswith(begins)


def test_every_doubt_has_words_and_something_to_do() -> None:
    assert list(DOUBTS) == list(GRAVEST_FIRST)
    with override("zh-hans"):
        assert all(str(one.words) and str(one.remedy) for one in DOUBTS.values())


def test_figures_have_their_places_and_no_formula_begins_with_them() -> None:
    with override("en"):
        assert [figure(None), figure(0.625), figure(-0.4, 1), figure(-0.001)] == [
            "—", "0.62", "−0.4", "0.00",
        ]  # fmt: skip


def test_times_are_said_in_minutes_and_seconds() -> None:
    with override("en"):
        assert [minutes(None), minutes(45.2), minutes(59.6)] == ["—", "45 s", "1 min 0 s"]
