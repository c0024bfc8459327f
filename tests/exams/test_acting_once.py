"""Forms that act once: without the name of a page that was shown nothing is done."""

import pytest
from django.utils import translation

from exams.acting_once import OnceForm, new_action


def test_each_page_that_is_shown_has_a_name_of_its_own() -> None:
    names = {new_action() for _n in range(20)}
    assert len(names) == 20
    assert all(OnceForm({"action": name}).is_valid() for name in names)


@pytest.mark.parametrize("action", [None, "", "x" * 16, "0" * 15, "0" * 17, "０" * 16])
def test_a_page_without_such_a_name_is_to_be_loaded_anew(action: str | None) -> None:
    form = OnceForm({} if action is None else {"action": action})
    with translation.override("en"):
        assert not form.is_valid()
        assert "load this page anew" in str(form.non_field_errors())
