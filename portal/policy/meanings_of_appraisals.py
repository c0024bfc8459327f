"""What the rules of annual appraisals mean."""

from django.utils.translation import gettext_lazy, pgettext_lazy

from portal.policy.choices import Kind
from portal.policy.groups import PEOPLE
from portal.policy.kinds import Meaning

OF_APPRAISALS: dict[str, Meaning] = {
    "appraisal.grades": Meaning(
        PEOPLE,
        gettext_lazy("Grades of the annual appraisal"),
        gettext_lazy("The annual appraisal knows the grades, best first: %(value)s."),
        Kind.CODES,
        codes={
            "excellent": pgettext_lazy("appraisal", "excellent"),
            "competent": pgettext_lazy("appraisal", "competent"),
            "basically_competent": pgettext_lazy("appraisal", "basically competent"),
            "incompetent": pgettext_lazy("appraisal", "not competent"),
            "good": pgettext_lazy("appraisal", "good"),
            "qualified": pgettext_lazy("appraisal", "qualified"),
            "unqualified": pgettext_lazy("appraisal", "not qualified"),
        },
    ),
    "appraisal.publication_days": Meaning(
        PEOPLE,
        gettext_lazy("Publication of a proposed grade"),
        gettext_lazy("A proposed grade is published for at least %(value)s days."),
        least=1,
        most=30,
    ),
    "appraisal.excellent_percent": Meaning(
        PEOPLE,
        gettext_lazy("Share of the best grade"),
        gettext_lazy("At most %(value)s percent of those appraised get the best grade."),
        most=100,
    ),
}
