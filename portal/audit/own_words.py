"""Reasons that the platform itself gives for what it does: kept as plain English, told in the
reader's language; what people typed is told as it was typed."""

from django.utils.translation import gettext, gettext_noop

RESULT_FELL = gettext_noop("the exam result it rests on was corrected and is not a pass any more")
HOURS_FELL = gettext_noop("the credit hours it rests on were corrected and do not suffice any more")
POST_ENDED = gettext_noop("the post certificate it rests on has ended")
OWN = (RESULT_FELL, HOURS_FELL, POST_ENDED)
# As they were kept before: rows of history stay as they are.
_BEFORE = {
    "所依据的考试成绩经更正后不合格": RESULT_FELL,
    "所依据的学时经更正后不足": HOURS_FELL,
    "所依据的上岗证已终止": POST_ENDED,
}


def told(reason: str) -> str:
    """A kept reason in the reader's language."""
    own = _BEFORE.get(reason, reason)
    return gettext(own) if own in OWN else reason


def kept_as(words: str) -> list[str]:
    """The reasons of the platform that contain these words as the reader reads them."""
    return [kept for kept in (*OWN, *_BEFORE) if words in told(kept)]
