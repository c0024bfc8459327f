"""The columns of a table of appraisals (年度考核表), with the titles that offices give them."""

from functools import cache

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from certificates.roster.choices_of_appraisals import AppraisalGrade
from certificates.roster.importing.columns import CERTIFICATE, KEY, NAME, NUMBER, PLACE, POST, SEAT
from portal.people.importing.kinds import Column
from portal.people.importing.person_columns import squeezed

WHOLE = _("A whole number, 0 or more.")

COLUMNS: tuple[Column, ...] = (
    KEY,
    NAME,
    NUMBER,
    CERTIFICATE,
    PLACE,
    POST,
    SEAT,
    Column(
        "year",
        pgettext_lazy("calendar", "Year"),
        ("年度", "考核年度", "年份", "Year"),
        "2026",
        _("The calendar year, such as 2026."),
        required=True,
    ),
    Column(
        "screenings",
        _("screenings"),
        ("排查次数", "排查纠纷次数", "矛盾排查次数", "Screenings"),
        "52",
        WHOLE,
    ),
    Column(
        "accepted",
        _("cases accepted"),
        ("受理案件数", "受理件数", "受理数", "受理纠纷数", "Cases accepted"),
        "30",
        WHOLE,
    ),
    Column(
        "succeeded",
        _("cases settled"),
        ("调解成功数", "成功件数", "调解成功件数", "成功数", "Cases settled"),
        "29",
        _("Not more than the cases accepted."),
    ),
    Column(
        "rate",
        _("success rate"),
        ("调解成功率", "成功率", "Success rate"),
        "96.67%",
        _("May be empty; compared with the two counts."),
    ),
    Column(
        "return_visits",
        _("return visits"),
        ("回访次数", "纠纷回访数", "回访件数", "回访数", "Return visits"),
        "20",
        WHOLE,
    ),
    Column(
        "documents",
        _("mediation documents"),
        ("调解文书数", "文书制作数", "文书件数", "调解文书制作", "Mediation documents"),
        "29",
        WHOLE,
    ),
    Column(
        "archived",
        _("files archived"),
        ("卷宗归档数", "归档件数", "卷宗装订归档数", "归档数", "Files archived"),
        "29",
        _("Not more than the cases accepted."),
    ),
    Column(
        "proposed",
        _("Proposed grade"),
        ("拟定等次", "建议等次", "考核等次", "等次", "Proposed grade"),
        "称职",
        _("May be empty. The final grade is recorded on the desk, after the publication."),
    ),
)


@cache
def words_of_grades() -> dict[str, str]:
    """Which grade each word means, squeezed, in every language."""
    found = {str(one.value): str(one.value) for one in AppraisalGrade}
    for code, _name in settings.LANGUAGES:
        with override(code):
            found |= {squeezed(str(one.label)): str(one.value) for one in AppraisalGrade}
    return found
