"""What is wrong with a row of the roster or of appraisals, and what to do."""

from collections.abc import Callable

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

WORDS: dict[str, str | Promise] = {
    "unknown_person": _(
        "Nobody of your places has this name and number. Enter the person first (import of people)."
    ),
    "unknown_number": _(
        "Nobody of your places has this number. Please check it, or enter the person first."
    ),
    "which_person": _(
        "The name alone is not certain (%(keys)s). Please add the ID number, the certificate "
        "number or that person number."
    ),
    "name_differs": _("The number belongs to somebody of another name. Please check both."),
    "numbers_differ": _(
        "The numbers in this row belong to different people. A column may have been sorted alone."
    ),
    "post_unclear": _(
        "This kind of post is not known. Please write 主任, 副主任, 委员, 专职 or 兼职."
    ),
    "no_such_post": _(
        "The organisation has no such post. Please check kind and number; a new post is opened on "
        "the page of the organisation."
    ),
    "which_post": _(
        "The organisation has several such posts (%(numbers)s). Please give the number of the post."
    ),
    "seat_unclear": _("The number of a post is a whole number, such as 1."),
    "mode_unclear": _("Please write 推选 or 聘任."),
    "reason_unclear": _(
        "This reason is not known. Please write one of the notes, such as 辞职 or 任期届满."
    ),
    "yes_or_no": _("Please write 是 or 否."),
    "left_before_start": _("The end lies before the beginning. Please check both days."),
    "until_before_start": _("The term ends before it begins. Please check both days."),
    "past_day": _(
        "The day lies in the past. Please say why it is entered only now (column 补记原因): the "
        "row is then handed in, and a second person agrees to it."
    ),
    "late_successor": _(
        "An end on a past day waits for a second person. Write 暂缺 now, and bring the successor "
        "once it is agreed to."
    ),
    "waits_for_second": _(
        "An entry about this person and post waits for a second person. See the proposals to the "
        "roster."
    ),
    "too_long_ago": _("The day lies more than 60 years back. Please check the year."),
    "far_day": _("The day lies too far ahead. Please check the year."),
    "left_missing": _("The row says that the person has left. Please fill in the date."),
    "reason_missing": _("Please fill in why the person leaves."),
    "renewal_start": _(
        "The person was elected or hired again: that is another term and no end. Please fill in "
        "the day it begins."
    ),
    "successor_missing": _("Please fill in the successor, or write 暂缺 (vacant for now)."),
    "successor_is_same": _("The successor is the same person. Please check the name."),
    "successor_row": _("Row %(row)s, the successor's, cannot be entered. Mend that row first."),
    "uncertified": _("This person has not obtained the post certificate yet."),
    "uncertified_then": _(
        "No post certificate was valid on that day. A table enters nobody hired so; propose it on "
        "the form of appointments, where two people may stand for it."
    ),
    "one_at_a_time": _(
        "Row %(row)s is about the same person and post. Please bring one of the terms now, and the "
        "other once that is decided."
    ),
    "not_in_office": _(
        "The person does not hold this post on record, so that nothing can end. A term that is "
        "over already has both days in the past and says why it is entered only now (column "
        "补记原因)."
    ),
    "ended_already": _(
        "The roster has this appointment ended on %(day)s. Another day or reason is a correction: "
        "it is made on the desk by two people."
    ),
    "starts_differs": _(
        "The roster has this appointment since %(day)s. Another day is a correction: it is made on "
        "the desk by two people."
    ),
    "mode_differs": _(
        "The roster has this appointment otherwise (elected or hired). A correction is made on the "
        "desk by two people."
    ),
    "until_differs": _(
        "The roster has this term end before %(day)s. Please write that day, or leave the cell "
        "empty."
    ),
    "term_long": _("A term is at most 6 years long. Please check the year."),
    "taken_in_table": _("Row %(row)s gives this post to somebody else. Please check both."),
    "assessor_dates": _("Please fill in since when and until when the person is an assessor."),
    "assessor_unknown": _(
        "No such term of a people's assessor is on record. Enter the term first, or leave the "
        "column empty."
    ),
}
OF_APPRAISALS: dict[str, str | Promise] = {
    "year_unclear": _("Please write the year with four digits, such as 2026."),
    "year_far": _("Appraisals are written for the years from 2020 to this one."),
    "rate_unclear": _("The success rate cannot be read. Please write it as 96.67%%, or leave it."),
    "grade_unclear": _("That year does not know this grade. Please see the notes."),
    "not_in_office_then": _("The person was not in office in that year. Please check the year."),
    "ones_own": _("This is your own appraisal: somebody else writes it."),
    "final_stands": _(
        "The final grade of this year stands. What is other now is corrected on the desk."
    ),
}


def in_every_language(act: Callable[[], str]) -> dict[str, str]:
    """What `act` says in each language: a finding is kept without knowing who will read it."""
    found = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            found[code] = act()
    return found
