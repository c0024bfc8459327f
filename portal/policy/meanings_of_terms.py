"""What the rules about terms in working days mean."""

from django.utils.translation import gettext_lazy

from portal.policy.choices import Kind
from portal.policy.groups import LOGINS, RUNNING
from portal.policy.kinds import Meaning

TERMS: dict[str, Meaning] = {
    "privacy.answer_working_days": Meaning(
        LOGINS,
        gettext_lazy("Time to answer a request about one's own data"),
        gettext_lazy("Whoever asks gets an answer within %(value)s working days."),
        least=1,
        most=15,
    ),
    "review.first_days": Meaning(
        RUNNING,
        gettext_lazy("First review of a draft"),
        gettext_lazy("The first review of a draft is given within %(value)s working days."),
        least=1,
        most=60,
    ),
    "review.second_days": Meaning(
        RUNNING,
        gettext_lazy("Second review of a draft"),
        gettext_lazy("The second review of a draft is given within %(value)s working days."),
        least=1,
        most=60,
    ),
    "review.final_days": Meaning(
        RUNNING,
        gettext_lazy("Final review of a draft"),
        gettext_lazy("The final review of a draft is given within %(value)s working days."),
        least=1,
        most=60,
    ),
    "calendar.days_off": Meaning(
        RUNNING,
        gettext_lazy("Holidays beside Saturdays and Sundays"),
        gettext_lazy("No working days, though neither Saturday nor Sunday: %(value)s."),
        Kind.DAYS,
    ),
    "calendar.days_worked": Meaning(
        RUNNING,
        gettext_lazy("Saturdays and Sundays that are worked"),
        gettext_lazy("Working days, though Saturday or Sunday: %(value)s."),
        Kind.DAYS,
    ),
}
