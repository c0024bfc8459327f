"""The columns of a table of the roster (花名册), with the titles and words under which offices keep
them."""

from collections.abc import Mapping
from functools import cache

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from certificates.roster.choices import EndReason
from portal.people.choices import AppointmentMode, PostKind
from portal.people.importing.kinds import Column
from portal.people.importing.person_columns import squeezed

KEY = Column(
    "person",
    _("Person number"),
    ("人员编号", "人员编码", "Person number"),
    "",
    _("Filled in by the export of people; tells people of the same name apart."),
)
NAME = Column(
    "name",
    _("Name"),
    ("姓名", "名字", "调解员姓名", "人员姓名", "人民调解员", "Name"),
    "周桂芳",
    _("With the ID number or the certificate number beside it."),
    required=True,
)
NUMBER = Column(
    "number",
    pgettext_lazy("identity", "Document number"),
    (
        "证件号码", "证件号", "身份证号", "身份证号码", "公民身份号码", "身份证", "居民身份证号",
        "居民身份证号码", "Document number",
    ),
    "（18位，设为文本）",
    _("Set the column to text before you type. Not needed beside a certificate number."),
)  # fmt: skip
CERTIFICATE = Column(
    "certificate",
    _("Certificate number"),
    ("上岗证号", "上岗证编号", "证书编号", "证书号", "调解员证号", "Certificate number"),
    "",
    _("The number on the post certificate. Not needed beside an ID number."),
)
PLACE = Column(
    "place",
    pgettext_lazy("column", "Organisation"),
    (
        "所属单位", "单位", "单位名称", "工作单位", "所在单位", "调解组织", "调委会", "所属调委会",
        "人民调解委员会", "所属调解组织", "Organisation",
    ),
    "青石镇柳溪村人民调解委员会",
    _("The full name as in the tree of organisations."),
)  # fmt: skip
POST = Column(
    "post",
    pgettext_lazy("column", "Post"),
    ("职务", "岗位", "岗位名称", "调解职务", "岗位类别", "Post"),
    "委员",
    _("主任, 副主任, 委员, 专职调解员 or 兼职调解员."),
)
SEAT = Column(
    "seat",
    pgettext_lazy("column", "Post number"),
    ("岗位序号", "岗位号", "席位", "席位号", "Post number"),
    "1",
    _("Which of several posts of that kind; may be empty where there is one."),
)

COLUMNS: tuple[Column, ...] = (
    KEY,
    NAME,
    NUMBER,
    CERTIFICATE,
    PLACE,
    POST,
    SEAT,
    Column(
        "mode",
        pgettext_lazy("column", "Mode"),
        ("产生方式", "任职方式", "选聘方式", "推选聘任", "Mode"),
        "推选",
        _("推选 or 聘任."),
    ),
    Column(
        "starts",
        _("In office from"),
        ("任职日期", "任职时间", "聘任日期", "推选日期", "任职起", "上任日期", "In office from"),
        "2027-01-05",
        _("The first day in office; a day that is past needs 补记原因."),
    ),
    Column(
        "until",
        _("Term until"),
        ("任期至", "任期届满", "届满日期", "聘期至", "任职止", "Term until"),
        "",
        _("What is planned, not an end. May be empty: the term follows from the rule."),
    ),
    Column(
        "basis",
        _("Minutes or letter"),
        ("依据", "任职依据", "推选会议记录", "聘书文号", "任职文号", "Minutes or letter"),
        "村民代表会议记录",
        _("The minutes of the election, or the number of the letter."),
    ),
    Column(
        "left",
        _("No longer in office from"),
        (
            "离任日期", "离任时间", "离职日期", "离岗日期", "免职日期", "撤换日期", "辞职日期",
            "去世日期", "No longer in office from",
        ),
        "",
        _("Only for who leaves: the first day on which the person no longer holds the post."),
    ),
    Column(
        "reason",
        _("Reason of the end"),
        (
            "离任原因", "离职原因", "撤换原因", "撤换事由", "变动原因", "状态", "人员状态",
            "Reason of the end",
        ),
        "",
        _("辞职, 去世, 任期届满, 不称职 ... Empty, or 在职, for who stays."),
    ),
    Column(
        "body",
        _("Deciding body"),
        ("决定机关", "决定单位", "批准单位", "撤换单位", "Deciding body"),
        "",
        _("The body that elected or hired; the platform itself removes nobody."),
    ),
    Column(
        "document",
        _("Number of the decision"),
        ("决定文号", "撤换文号", "离任文号", "批准文号", "文号", "Number of the decision"),
        "",
        _("A replacement needs it."),
    ),
    Column(
        "successor",
        _("Successor"),
        ("接任人", "接替人", "继任人", "接任人员", "补选人员", "接任者", "Successor"),
        "",
        _("Who takes the post, or 暂缺. May be empty when a row of the table is the successor's."),
    ),
    Column(
        "successor_key",
        _("Number of the successor"),
        (
            "接任人证号", "接任人身份证号", "接任人编号", "接任人上岗证号", "接任人证件号码",
            "Number of the successor",
        ),
        "",
        _("The person number, certificate number or ID number of the successor."),
    ),
    Column(
        "successor_basis",
        _("Minutes or letter of the successor"),
        ("接任依据", "补选依据", "补聘依据", "Minutes or letter of the successor"),
        "",
        _("Empty: the number of the decision."),
    ),
    Column(
        "late",
        _("Why only now"),
        ("补记原因", "补录原因", "补报原因", "Why only now"),
        "",
        _("Only for a day that is past: the row is handed in, and a second person agrees to it."),
    ),
    Column(
        "assessor",
        _("Also a people's assessor"),
        (
            "是否人民陪审员", "人民陪审员", "兼任人民陪审员", "陪审员", "双重身份",
            "Also a people's assessor",
        ),
        "否",
        _("是 or 否; compared with the terms on record, never written."),
    ),
    Column(
        "assessor_since",
        _("Assessor from"),
        ("陪审员任期起", "陪审员任命日期", "陪审任期起", "Assessor from"),
        "",
        _("Needed with 是."),
    ),
    Column(
        "assessor_until",
        _("Assessor until"),
        ("陪审员任期止", "陪审员届满日期", "陪审任期止", "Assessor until"),
        "",
        _("Needed with 是."),
    ),
)  # fmt: skip

POSTS = {
    "主任": PostKind.CHAIR,
    "调委会主任": PostKind.CHAIR,
    "副主任": PostKind.VICE_CHAIR,
    "调委会副主任": PostKind.VICE_CHAIR,
    "委员": PostKind.MEMBER,
    "成员": PostKind.MEMBER,
    "调委会委员": PostKind.MEMBER,
    "专职": PostKind.FULL_TIME,
    "专职调解员": PostKind.FULL_TIME,
    "专职人民调解员": PostKind.FULL_TIME,
    "兼职": PostKind.PART_TIME,
    "兼职调解员": PostKind.PART_TIME,
    "兼职人民调解员": PostKind.PART_TIME,
}
MODES = {
    "推选": AppointmentMode.ELECTED,
    "选举": AppointmentMode.ELECTED,
    "当选": AppointmentMode.ELECTED,
    "补选": AppointmentMode.ELECTED,
    "聘任": AppointmentMode.HIRED,
    "聘用": AppointmentMode.HIRED,
    "聘请": AppointmentMode.HIRED,
    "补聘": AppointmentMode.HIRED,
}
REASONS = {
    "偏袒一方": EndReason.PARTIALITY,
    "偏袒一方当事人": EndReason.PARTIALITY,
    "侮辱当事人": EndReason.INSULT,
    "收受财物": EndReason.GAIN,
    "牟取不正当利益": EndReason.GAIN,
    "泄露隐私": EndReason.DISCLOSURE,
    "泄露商业秘密": EndReason.DISCLOSURE,
    "违法违纪": EndReason.STATUTORY_MISCONDUCT,
    "严重失职": EndReason.SERIOUS_DERELICTION,
    "不称职": EndReason.INCOMPETENT,
    "考核不称职": EndReason.INCOMPETENT,
    "丧失资格": EndReason.DISQUALIFIED,
    "不能履职": EndReason.CANNOT_SERVE,
    "因病": EndReason.CANNOT_SERVE,
    "外迁": EndReason.CANNOT_SERVE,
    "辞职": EndReason.RESIGNED,
    "离职": EndReason.RESIGNED,
    "任期届满": EndReason.TERM_EXPIRED,
    "届满": EndReason.TERM_EXPIRED,
    "换届": EndReason.TERM_EXPIRED,
    "聘期届满": EndReason.TERM_EXPIRED,
    "轮换": EndReason.ROTATED,
    "年龄": EndReason.AGE,
    "超龄": EndReason.AGE,
    "去世": EndReason.DECEASED,
    "死亡": EndReason.DECEASED,
    "病故": EndReason.DECEASED,
    "连任": EndReason.RENEWED,
    "连选连任": EndReason.RENEWED,
    "续聘": EndReason.RENEWED,
    "组织合并": EndReason.MERGED_ORG,
    "合并": EndReason.MERGED_ORG,
}
STAYING = frozenset({"在职", "在岗", "在任", "正常", "inoffice"})
VACANT = frozenset({"暂缺", "空缺", "待补", "vacant"})
# Says 暂缺 of who leaves, and nothing of who stays.
NOBODY = frozenset({"无", "暂无", "/", "-", "—"})
YES = frozenset({"是", "有", "兼任", "√", "yes", "y"})
NO = frozenset({"否", "无", "×", "no", "n"})


@cache
def words_of_posts() -> dict[str, str]:
    """Which kind of post each word means, squeezed."""
    return _labels(PostKind, POSTS)


@cache
def words_of_modes() -> dict[str, str]:
    return _labels(AppointmentMode, MODES)


@cache
def words_of_reasons() -> dict[str, str]:
    return _labels(EndReason, REASONS)


def _labels(choices: type[TextChoices], also: Mapping[str, TextChoices]) -> dict[str, str]:
    """The codes, their words in every language, and what offices write besides."""
    found = {str(one.value): str(one.value) for one in choices}
    for code, _name in settings.LANGUAGES:
        with override(code):
            found |= {squeezed(str(one.label)): str(one.value) for one in choices}
    return found | {squeezed(word): str(one.value) for word, one in also.items()}
