"""What the rules of people, posts and committees mean."""

from django.utils.translation import gettext_lazy, pgettext_lazy

from portal.policy.choices import Kind
from portal.policy.groups import PEOPLE
from portal.policy.kinds import Meaning

OF_PEOPLE: dict[str, Meaning] = {
    "mediator.age_min": Meaning(
        PEOPLE,
        gettext_lazy("Youngest age of a mediator"),
        gettext_lazy("Whoever becomes a mediator is at least %(value)s years old."),
        least=18,
        most=80,
    ),
    "elected.certificate_deadline_days": Meaning(
        PEOPLE,
        gettext_lazy("Time for an elected member to get certified"),
        gettext_lazy("An elected member gets the post certificate within %(value)s days."),
        most=730,
    ),
    "post.four_haves": Meaning(
        PEOPLE,
        gettext_lazy("What a post must have"),
        gettext_lazy("A post may be filled when it has: %(value)s."),
        Kind.CODES,
        codes={
            "document": pgettext_lazy("have", "document"),
            "letter": gettext_lazy("letter of appointment"),
            "desk": gettext_lazy("desk"),
            "budget": gettext_lazy("budget"),
        },
    ),
    "assessor.age_min": Meaning(
        PEOPLE,
        gettext_lazy("Youngest age of a people's assessor"),
        gettext_lazy("Whoever is listed as a people's assessor is at least %(value)s years old."),
        least=28,
        most=80,
    ),
    "assessor.term_years": Meaning(
        PEOPLE,
        gettext_lazy("Term of a people's assessor"),
        gettext_lazy("A people's assessor's term lasts %(value)s years at most."),
        least=1,
        most=5,
    ),
    "assessor.terms_max": Meaning(
        PEOPLE,
        gettext_lazy("Terms of a people's assessor"),
        gettext_lazy("Nobody is a people's assessor for more than %(value)s terms."),
        least=1,
        most=2,
    ),
    "assessor.case_cap": Meaning(
        PEOPLE,
        gettext_lazy("Cases of a people's assessor in a year"),
        gettext_lazy("At %(value)s cases in a year a people's assessor is full."),
        least=1,
        most=30,
    ),
    "assessor.oath_months": Meaning(
        PEOPLE,
        gettext_lazy("Time for the oath of a people's assessor"),
        gettext_lazy("After %(value)s month without an oath the roster points it out."),
        least=1,
        most=12,
    ),
    "assessor.screening_months": Meaning(
        PEOPLE,
        gettext_lazy("How long a screening for people's assessors counts"),
        gettext_lazy("A screening older than %(value)s months has to be made anew."),
        least=1,
        most=36,
    ),
    "mediator.hire_term_years": Meaning(
        PEOPLE,
        gettext_lazy("Term of a hiring"),
        gettext_lazy("A mediator is hired for %(value)s years."),
        least=1,
        most=5,
    ),
    "mediator.age_max": Meaning(
        PEOPLE,
        gettext_lazy("Oldest age of a mediator"),
        gettext_lazy("Whoever becomes a mediator is at most %(value)s years old; 0 is no bound."),
        most=100,
    ),
}
