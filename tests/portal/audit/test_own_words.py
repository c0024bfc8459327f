"""What the platform itself gives as a reason is read in the reader's language."""

import pytest
from django.utils import translation

from certificates import own_reasons
from portal.audit import own_words


@pytest.mark.parametrize(
    "kept", [own_reasons.RESULT_FELL, own_reasons.HOURS_FELL, "所依据的上岗证已终止"]
)
def test_a_reason_of_the_platform_is_told_in_both_languages(kept: str) -> None:
    with translation.override("zh-hans"):
        chinese = own_words.told(kept)
    with translation.override("en"):
        english = own_words.told(kept)
    assert english in {own_reasons.RESULT_FELL, own_reasons.HOURS_FELL, own_reasons.POST_ENDED}
    assert chinese not in {english, ""}


def test_what_a_person_typed_stays_as_it_was_typed() -> None:
    with translation.override("en"):
        assert own_words.told("照片有误") == "照片有误"


def test_a_reason_of_the_platform_is_found_by_the_words_that_are_read() -> None:
    with translation.override("zh-hans"):
        assert own_reasons.POST_ENDED in own_words.kept_as("上岗证已终止")
    with translation.override("en"):
        assert own_reasons.POST_ENDED in own_words.kept_as("has ended")
    assert own_words.kept_as("没有这样的理由") == []
