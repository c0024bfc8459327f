"""The columns of a table of people, with the titles under which offices keep them."""

import unicodedata
from functools import cache

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from portal.people.choices import IdentityDocument, Sex
from portal.people.importing.kinds import Column

NAME_OF_KIND = "people"
KEY_DIGITS = 7

COLUMNS: tuple[Column, ...] = (
    Column(
        "person",
        _("Person number"),
        ("人员编号", "编号", "人员编码", "Person number"),
        "",
        _("Filled in by the export. Leave it empty for somebody who is new."),
    ),
    Column(
        "name",
        _("Name"),
        ("姓名", "名字", "调解员姓名", "人员姓名", "Name"),
        "周桂芳",
        _("As on the identity card. Minority names with ·"),
        required=True,
    ),
    Column(
        "latin",
        _("Name in Latin letters"),
        ("拼音", "姓名拼音", "外文姓名", "拼音姓名", "外文名", "Name in Latin letters"),
        "Zhou Guifang",
        _("For the English line of the certificate."),
    ),
    Column(
        "sex",
        _("Sex"),
        ("性别", "Sex", "Gender"),
        "女",
        _("男 or 女; may be empty when the ID number is given."),
    ),
    Column(
        "born",
        _("Birth date"),
        ("出生日期", "出生年月日", "生日", "出生年月", "Birth date"),
        "1971-03-08",
        _("Year, month and day; may be empty when the ID number is given."),
    ),
    Column(
        "document",
        _("Identity document"),
        ("证件类型", "证件种类", "证件名称", "Identity document"),
        "居民身份证",
        _("May be empty: then it is a resident identity card."),
    ),
    Column(
        "number",
        pgettext_lazy("identity", "Document number"),
        (
            "证件号码", "证件号", "身份证号", "身份证号码", "公民身份号码", "身份证",
            "居民身份证号", "居民身份证号码", "Document number",
        ),
        "（18位，设为文本）",
        _("Set the column to text before you type. A masked number means: as it is on record."),
    ),
    Column(
        "phone",
        _("Phone"),
        (
            "手机", "手机号", "手机号码", "联系电话", "电话号码", "电话", "联系方式", "移动电话",
            "Phone",
        ),
        "13800000000",
        _("Mobile number, 11 digits."),
    ),
    Column(
        "email",
        _("E-mail"),
        ("邮箱", "电子邮箱", "电子邮件", "E-mail", "Email"),
        "",
        _("May be empty."),
    ),
    Column(
        "place",
        pgettext_lazy("column", "Organisation"),
        (
            "所属单位", "单位", "单位名称", "工作单位", "所在单位", "调解组织", "调委会",
            "所属调委会", "人民调解委员会", "所属调解组织", "Organisation",
        ),
        "青石镇柳溪村人民调解委员会",
        _("The full name as in the tree of organisations."),
    ),
)  # fmt: skip

SEXES = {
    "男": Sex.MALE, "男性": Sex.MALE, "m": Sex.MALE, "male": Sex.MALE,
    "女": Sex.FEMALE, "女性": Sex.FEMALE, "f": Sex.FEMALE, "female": Sex.FEMALE,
}  # fmt: skip
DOCUMENTS = {
    "居民身份证": IdentityDocument.ID_CARD,
    "身份证": IdentityDocument.ID_CARD,
    "二代身份证": IdentityDocument.ID_CARD,
    "港澳台居民居住证": IdentityDocument.HMT_RESIDENCE,
    "港澳居民来往内地通行证": IdentityDocument.HK_MACAO_PERMIT,
    "回乡证": IdentityDocument.HK_MACAO_PERMIT,
    "台湾居民来往大陆通行证": IdentityDocument.TAIWAN_PERMIT,
    "台胞证": IdentityDocument.TAIWAN_PERMIT,
    "护照": IdentityDocument.PASSPORT,
    "外国人永久居留身份证": IdentityDocument.FOREIGN_RESIDENT,
    "外国人永久居留证": IdentityDocument.FOREIGN_RESIDENT,
}


def squeezed(text: str) -> str:
    """A word of a choice without what hands and offices write differently: width, case, blanks."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


@cache
def words_of_sex() -> dict[str, str]:
    """Which sex each word means, squeezed."""
    return _labels(Sex) | {word: str(one) for word, one in SEXES.items()}


@cache
def words_of_documents() -> dict[str, str]:
    """Which kind of document each word means, squeezed."""
    return _labels(IdentityDocument) | {word: str(one) for word, one in DOCUMENTS.items()}


def _labels(choices: type[TextChoices]) -> dict[str, str]:
    """The words that an export writes, in every language: a table may come back to a clerk who
    reads another."""
    found: dict[str, str] = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            found |= {squeezed(str(one.label)): str(one.value) for one in choices}
    return found


def person_number(pk: int) -> str:
    """The number by which a table names a person: P0000123."""
    return f"P{pk:0{KEY_DIGITS}d}"
