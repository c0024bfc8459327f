"""Why the platform itself ends a certificate, in words that the trail and the history keep."""

from django.utils.translation import gettext_noop

from portal.audit import own_words

RESULT_FELL = gettext_noop("the exam result it rests on was corrected and is not a pass any more")
HOURS_FELL = gettext_noop("the credit hours it rests on were corrected and do not suffice any more")
POST_ENDED = gettext_noop("the post certificate it rests on has ended")
BEFORE = {
    "所依据的考试成绩经更正后不合格": RESULT_FELL,
    "所依据的学时经更正后不足": HOURS_FELL,
    "所依据的上岗证已终止": POST_ENDED,
}

own_words.ours(RESULT_FELL, HOURS_FELL, POST_ENDED, before=BEFORE)
