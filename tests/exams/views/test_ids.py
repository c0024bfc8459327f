"""Ids among what is sent: whatever cannot be one is left out."""

from exams.views.ids import ids


def test_only_what_can_be_the_id_of_a_row_is_taken() -> None:
    sent = ["7", "007", "8", "", "-1", "x", "1.5", "７", "9" * 18, "9" * 19]
    assert ids(sent) == {7, 8, 10**18 - 1}
