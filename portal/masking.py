"""What is shown of personal data where the whole is not needed; the only masking of the house.

Pure: knows no table. Enough to recognise what one knows already, too little to use otherwise. The
forms follow the privacy table: docs/privacy.md.
"""

import re
import unicodedata
from ipaddress import IPv6Address, ip_address, ip_network

STAR = "*"
# GB 11643: division, birth date, order and a check digit or X; a certificate number has 17 digits.
ID_NUMBER = re.compile(
    r"(?<![0-9])[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
    r"[0-9]{3}[0-9Xx](?![0-9A-Za-z])"
)
BETWEEN_DIGITS = re.compile(r"(?<=[0-9])[\s._-]+(?=[0-9]|X(?![0-9A-Z]))")
GAP = r"[\W_]{0,3}"
SPREAD_ID_NUMBER = re.compile(
    GAP.join((
        "[1-9]", *["[0-9]"] * 5, "(?:1" + GAP + "9|2" + GAP + "0)", *["[0-9]"] * 2,
        "(?:0" + GAP + "[1-9]|1" + GAP + "[0-2])", "[0-3]", *["[0-9]"] * 4, "[0-9Xx]",
    ))
)  # fmt: skip
NUMBER_BEGINS = 12  # longer rows of digits than a phone's are taken for numbers of documents
IPV4_KEPT, IPV6_KEPT = 24, 64  # bits of an address that are counted by and logged
UNKNOWN = "unknown"
DOUBLE_SURNAMES = frozenset((
    "欧阳", "太史", "端木", "上官", "司马", "东方", "独孤", "南宫", "万俟",
    "闻人", "夏侯", "诸葛", "尉迟", "公羊", "赫连", "澹台", "皇甫", "宗政",
    "濮阳", "公冶", "太叔", "申屠", "公孙", "慕容", "仲孙", "钟离", "长孙",
    "宇文", "司徒", "鲜于", "司空", "闾丘", "子车", "亓官", "司寇", "巫马",
    "公西", "颛孙", "壤驷", "公良", "漆雕", "乐正", "宰父", "谷梁", "拓跋",
    "夹谷", "轩辕", "令狐", "段干", "百里", "呼延", "东郭", "南门", "羊舌",
    "微生", "梁丘", "左丘", "东门", "西门", "第五",
))  # fmt: skip


def name(whole: str) -> str:
    """`张*`, `周*芳`, `欧阳*`, `迪***木`: surname of a short name, the two ends of a longer one;
    one star for each character that is not shown."""
    length = len(whole)
    if length <= 1:
        return STAR * length
    if length in (3, 4) and whole[:2] in DOUBLE_SURNAMES:
        return whole[:2] + STAR * (length - 2)
    if length == 2:  # noqa: PLR2004
        return whole[0] + STAR
    return whole[0] + STAR * (length - 2) + whole[-1]


def number(whole: str) -> str:
    """First and last character of a document number: `9****************7`; empty for nothing.

    More would hardly be a mask: the first six and last four leave 33 candidates when the birth
    year is known.
    """
    if len(whole) < 3:  # noqa: PLR2004
        return STAR * len(whole)
    return whole[0] + STAR * (len(whole) - 2) + whole[-1]


def has_id_number(text: str) -> bool:
    """Is there something of the form of an ID number, in whatever width and spacing?"""
    plain = unicodedata.normalize("NFKC", text).upper()
    return any(map(ID_NUMBER.search, (plain, BETWEEN_DIGITS.sub("", plain))))


def within(text: str) -> str:
    """A text with every ID number in it masked: for logs, whose lines may carry an address that
    somebody typed one into."""
    return ID_NUMBER.sub(lambda found: number(found[0]), text)


def file_name(whole: str) -> str:
    """The name of somebody's file without invisible characters, every ID number in it masked:
    plain, spaced, with signs between, in full width; one that has none stays as it is."""
    seen = "".join(char for char in whole if unicodedata.category(char)[0] != "C")
    plain = unicodedata.normalize("NFKC", seen)
    masked = SPREAD_ID_NUMBER.sub(lambda found: number(re.sub(r"[\W_]", "", found[0])), plain)
    return seen if masked == plain else masked


def phone(whole: str) -> str:
    """`138****1234`; stars only when it is too short to be one; empty for nothing."""
    if len(whole) <= 7:  # noqa: PLR2004
        return STAR * len(whole)
    return f"{whole[:3]}****{whole[-4:]}"


def email(whole: str) -> str:
    """`z***@example.cn`; empty for nothing. The domain is the post office, not the person."""
    box, at, domain = whole.rpartition("@")
    return f"{box[:1]}***{at}{domain}" if at else STAR * len(whole)


def network(address: str) -> str:
    """The network of an address, IPv4 by /24 and IPv6 by /64: `203.0.113.0/24`; "unknown" for what
    is no address."""
    try:
        found = ip_address(address)
    except ValueError:
        return UNKNOWN
    if isinstance(found, IPv6Address):
        found = found.ipv4_mapped or found
    kept = IPV6_KEPT if isinstance(found, IPv6Address) else IPV4_KEPT
    return str(ip_network((found, kept), strict=False))


def cell(text: str) -> str:
    """A cell of somebody's table as an example of its column: as it is, unless so many digits
    stand in it that it may be a document number."""
    digits = sum(char.isdigit() for char in text)
    return f"{text[:1]}***{text[-1:]}" if digits >= NUMBER_BEGINS else text
