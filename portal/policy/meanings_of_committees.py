"""What the rules of committees, their staff and their seconded people mean."""

from django.utils.translation import gettext_lazy

from portal.policy.choices import Kind
from portal.policy.groups import PEOPLE
from portal.policy.kinds import Meaning

OF_COMMITTEES: dict[str, Meaning] = {
    "committee.term_years": Meaning(
        PEOPLE,
        gettext_lazy("Term of a committee"),
        gettext_lazy("Members of a committee are in office for %(value)s years."),
        least=1,
        most=10,
    ),
    "staffing.city_centre": Meaning(
        PEOPLE,
        gettext_lazy("Full-time posts of the city centre"),
        gettext_lazy("The city centre has at least %(value)s full-time posts."),
        most=100,
    ),
    "staffing.township": Meaning(
        PEOPLE,
        gettext_lazy("Full-time posts of a township"),
        gettext_lazy("A township committee has at least %(value)s full-time posts."),
        most=100,
    ),
    "staffing.sectoral": Meaning(
        PEOPLE,
        gettext_lazy("Full-time posts of a sectoral committee"),
        gettext_lazy("A sectoral committee has at least %(value)s full-time posts."),
        most=100,
    ),
    "committee.members_min": Meaning(
        PEOPLE,
        gettext_lazy("Fewest members of a committee"),
        gettext_lazy("A committee has at least %(value)s members."),
        least=1,
        most=50,
    ),
    "committee.members_max": Meaning(
        PEOPLE,
        gettext_lazy("Most members of a committee"),
        gettext_lazy("A committee has at most %(value)s members."),
        least=1,
        most=50,
    ),
    "committee.women_min": Meaning(
        PEOPLE,
        gettext_lazy("Women in a committee"),
        gettext_lazy("A committee has at least %(value)s woman among its members."),
        least=0,
        most=50,
    ),
    "committee.chair": Meaning(
        PEOPLE,
        gettext_lazy("Chairs of a committee"),
        gettext_lazy("A committee has %(value)s chair."),
        least=1,
        most=5,
    ),
    "committee.minority_min": Meaning(
        PEOPLE,
        gettext_lazy("Members of ethnic minorities"),
        gettext_lazy(
            "Where several peoples live, a committee has at least %(value)s member of a minority."
        ),
        least=0,
        most=50,
    ),
    "committee.minority_places": Meaning(
        PEOPLE,
        gettext_lazy("Places where several peoples live"),
        gettext_lazy(
            "Committees need members of a minority in places whose division code begins with: "
            "%(value)s."
        ),
        Kind.CODES,
    ),
    "committee.name_ending": Meaning(
        PEOPLE,
        gettext_lazy("How the name of a committee ends"),
        gettext_lazy("The name of a committee usually ends in %(value)s."),
        Kind.TEXT,
    ),
    "committee.filing_days": Meaning(
        PEOPLE,
        gettext_lazy("Time to file a committee for medical disputes"),
        gettext_lazy("A committee for medical disputes is filed within %(value)s working days."),
        least=1,
        most=365,
    ),
    "committee.court_notification": Meaning(
        PEOPLE,
        gettext_lazy("Telling the court of the members"),
        gettext_lazy("The justice bureau tells the court of members and changes: %(value)s."),
        Kind.TEXT,
    ),
    "committee.elected_by.village": Meaning(
        PEOPLE,
        gettext_lazy("Who elects in a village"),
        gettext_lazy("Members of a village committee are elected by: %(value)s."),
        Kind.TEXT,
    ),
    "committee.elected_by.enterprise": Meaning(
        PEOPLE,
        gettext_lazy("Who elects in an enterprise"),
        gettext_lazy("Members of an enterprise committee are elected by: %(value)s."),
        Kind.TEXT,
    ),
    "committee.elected_by.township": Meaning(
        PEOPLE,
        gettext_lazy("Who appoints in a township"),
        gettext_lazy("Members of a township committee are appointed by: %(value)s."),
        Kind.TEXT,
    ),
    "committee.elected_by.sectoral": Meaning(
        PEOPLE,
        gettext_lazy("Who appoints in a sectoral committee"),
        gettext_lazy("Members of a sectoral committee are appointed by: %(value)s."),
        Kind.TEXT,
    ),
    "villagers_committee.term_years": Meaning(
        PEOPLE,
        gettext_lazy("Term of a villagers' committee"),
        gettext_lazy("A villagers' committee is in office for %(value)s years."),
        least=1,
        most=10,
    ),
    "staffing.stationed_room": Meaning(
        PEOPLE,
        gettext_lazy("Mediators of a stationed room"),
        gettext_lazy("A stationed mediation room has at least %(value)s mediators."),
        least=0,
        most=100,
    ),
    "staffing.village": Meaning(
        PEOPLE,
        gettext_lazy("Full-time posts of a village"),
        gettext_lazy("A village committee that can has at least %(value)s full-time post."),
        least=0,
        most=100,
    ),
    "staffing.source_plan": Meaning(
        PEOPLE,
        gettext_lazy("Full-time posts in the city's plan"),
        gettext_lazy("The city's plan has %(value)s full-time posts."),
        least=0,
        most=10000,
    ),
    "staffing.plan_city": Meaning(
        PEOPLE,
        gettext_lazy("Full-time posts in the city's plan: the city centre"),
        gettext_lazy("The city's plan has %(value)s full-time posts for the city centre."),
        least=0,
        most=10000,
    ),
    "staffing.plan_sectoral": Meaning(
        PEOPLE,
        gettext_lazy("Full-time posts in the city's plan: sectoral committees"),
        gettext_lazy("The city's plan has %(value)s full-time posts for sectoral committees."),
        least=0,
        most=10000,
    ),
    "staffing.plan_township": Meaning(
        PEOPLE,
        gettext_lazy("Full-time posts in the city's plan: townships"),
        gettext_lazy("The city's plan has %(value)s full-time posts for townships."),
        least=0,
        most=10000,
    ),
    "secondment.years": Meaning(
        PEOPLE,
        gettext_lazy("Length of a secondment"),
        gettext_lazy("Whoever is seconded to a committee changes after %(value)s years."),
        least=1,
        most=10,
    ),
    "committee.court_notice_days": Meaning(
        PEOPLE,
        gettext_lazy("Telling the court of changes"),
        gettext_lazy("The basic court is told of a change within %(value)s working days."),
        least=1,
        most=90,
    ),
    "staffing.city_centre_max": Meaning(
        PEOPLE,
        gettext_lazy("Most full-time mediators of the city centre"),
        gettext_lazy("The city centre has at most %(value)s full-time mediators."),
        least=1,
        most=100,
    ),
    "staffing.township_max": Meaning(
        PEOPLE,
        gettext_lazy("Most full-time mediators of a township"),
        gettext_lazy("A township committee has at most %(value)s full-time mediators."),
        least=1,
        most=100,
    ),
    "secondment.remind_days": Meaning(
        PEOPLE,
        gettext_lazy("Reminder of a rotation"),
        gettext_lazy("Keepers are reminded of a rotation %(value)s days before it is due."),
        least=0,
        most=365,
    ),
    "secondment.agencies": Meaning(
        PEOPLE,
        gettext_lazy("Agencies that second people"),
        gettext_lazy("These second people: %(value)s."),
        Kind.CODES,
    ),
    "expert_panel.size_min": Meaning(
        PEOPLE,
        gettext_lazy("Smallest panel of experts"),
        gettext_lazy("A panel of experts has at least %(value)s members."),
        least=1,
        most=50,
    ),
    "expert_panel.size_max": Meaning(
        PEOPLE,
        gettext_lazy("Largest panel of experts"),
        gettext_lazy("A panel of experts has at most %(value)s members."),
        least=1,
        most=50,
    ),
}
