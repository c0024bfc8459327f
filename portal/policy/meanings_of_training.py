"""What the rules of training mean, in words; see `meanings`."""

from django.utils.translation import gettext_lazy

from portal.policy.choices import Kind
from portal.policy.groups import TRAINING
from portal.policy.kinds import Meaning, Words

# The codes and words are those of courses.choices.Subject, which stands above this room.
SUBJECTS: dict[str, Words] = {
    "mediation": gettext_lazy("Mediation law and procedure"),
    "property": gettext_lazy("Property and neighbours"),
    "contract": gettext_lazy("Contracts and loans"),
    "family": gettext_lazy("Marriage and family"),
    "inheritance": gettext_lazy("Inheritance"),
    "tort": gettext_lazy("Torts"),
    "craft": gettext_lazy("The craft of mediating"),
}

OF_TRAINING: dict[str, Meaning] = {
    "train.pre_post_hours": Meaning(
        TRAINING,
        gettext_lazy("Training before the post"),
        gettext_lazy("Before the exam a trainee has %(value)s hours of training (of 45 minutes)."),
        Kind.DECIMAL,
        most=500,
    ),
    "train.pre_post_hours_full_time": Meaning(
        TRAINING,
        gettext_lazy("Training before the post, full-time or sectoral"),
        gettext_lazy("Full-time and sectoral mediators have %(value)s hours before their post."),
        Kind.DECIMAL,
        most=500,
    ),
    "train.annual_hours": Meaning(
        TRAINING,
        gettext_lazy("Training each year"),
        gettext_lazy("A mediator on duty has %(value)s hours of training in a year."),
        Kind.DECIMAL,
        most=500,
    ),
    "train.new_law_months": Meaning(
        TRAINING,
        gettext_lazy("Time to learn a new law"),
        gettext_lazy("A new law is learnt within %(value)s months; with 0 there is no limit."),
        most=24,
    ),
    "train.new_local_policy_months": Meaning(
        TRAINING,
        gettext_lazy("Time to learn a new local policy"),
        gettext_lazy("A new local policy is learnt within %(value)s months; 0: no limit."),
        most=24,
    ),
    "train.online_percent": Meaning(
        TRAINING,
        gettext_lazy("Share of lessons online"),
        gettext_lazy("Lessons online make up at most %(value)s percent of the hours needed."),
        most=100,
    ),
    "train.fastest_reading": Meaning(
        TRAINING,
        gettext_lazy("Fastest reading"),
        gettext_lazy("Nobody learns a lesson at over %(value)s characters a minute; 0: no limit."),
        most=10_000,
    ),
    "train.watch_percent": Meaning(
        TRAINING,
        gettext_lazy("Films watched to the end"),
        gettext_lazy("A film counts once %(value)s percent were watched, unskipped; 0: at once."),
        most=100,
    ),
    "train.subjects.village": Meaning(
        TRAINING,
        gettext_lazy("Subjects for villages and communities"),
        gettext_lazy("Mediators of villages and communities must learn: %(value)s."),
        Kind.CODES,
        codes=SUBJECTS,
    ),
    "train.subjects.township": Meaning(
        TRAINING,
        gettext_lazy("Subjects for townships and subdistricts"),
        gettext_lazy("Mediators of townships and subdistricts must learn: %(value)s."),
        Kind.CODES,
        codes=SUBJECTS,
    ),
    "train.subjects.city": Meaning(
        TRAINING,
        gettext_lazy("Subjects for the city and professional committees"),
        gettext_lazy("Mediators of the city and of professional committees must learn: %(value)s."),
        Kind.CODES,
        codes=SUBJECTS,
    ),
    "train.subjects.full_time": Meaning(
        TRAINING,
        gettext_lazy("Subjects for full-time mediators"),
        gettext_lazy("Full-time mediators must learn, besides those of their tier: %(value)s."),
        Kind.CODES,
        codes=SUBJECTS,
    ),
}
