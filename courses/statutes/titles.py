"""Statutes the platform knows by name: their address, short title and the names texts cite them by.

Repealed laws (物权法, 合同法 …) stand in `repealed`: nothing may link to their articles.
"""

from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True)
class KnownStatute:
    """`title` is the official one; `short` is shown; `names` are further names in running text."""

    slug: str
    title: str
    short: str
    names: tuple[str, ...] = ()


KNOWN = (
    KnownStatute("mediation-law", "中华人民共和国人民调解法", "人民调解法", ("调解法",)),
    KnownStatute("civil-code", "中华人民共和国民法典", "民法典"),
    KnownStatute("civil-procedure", "中华人民共和国民事诉讼法", "民事诉讼法", ("民诉法",)),
    KnownStatute("assessor-law", "中华人民共和国人民陪审员法", "人民陪审员法", ("陪审员法",)),
    KnownStatute(
        "assessor-interpretation",
        "最高人民法院关于适用《中华人民共和国人民陪审员法》若干问题的解释",
        "人民陪审员法解释",
        ("陪审员法解释", "关于适用〈中华人民共和国人民陪审员法〉若干问题的解释"),
    ),
    KnownStatute("committee-regulation", "人民调解委员会组织条例", "人民调解委员会组织条例"),
    KnownStatute(
        "invited-mediation",
        "最高人民法院关于人民法院特邀调解的规定",
        "人民法院特邀调解规定",
        ("特邀调解规定", "关于人民法院特邀调解的规定"),
    ),
    KnownStatute(
        "judicial-confirmation",
        "最高人民法院关于人民调解协议司法确认程序的若干规定",
        "人民调解协议司法确认规定",
        ("关于人民调解协议司法确认程序的若干规定", "司法确认程序若干规定", "司法确认规定"),
    ),
    KnownStatute(
        "labour-mediation-arbitration",
        "中华人民共和国劳动争议调解仲裁法",
        "劳动争议调解仲裁法",
    ),
)
_BY_TITLE = {known.title: known for known in KNOWN}
BY_SLUG = {known.slug: known for known in KNOWN}


def known_by_title(title: str) -> KnownStatute:
    """The known statute of this official title, or one whose address follows from the title."""
    found = _BY_TITLE.get(title)
    if found is not None:
        return found
    digest = sha256(title.encode()).hexdigest()[:10]
    return KnownStatute(f"law-{digest}", title, title.removeprefix("中华人民共和国"))
