"""Which column of a list is what: by its title, else by the form of what stands in it."""

import re
from collections import Counter
from collections.abc import Sequence

from certificates import numbering
from portal.people import identity
from portal.spreadsheets.heading import Heading, find_heading, plain
from portal.spreadsheets.tables import Row

CODE, NUMBER, NAME, ENDING = "code", "number", "name", "ending"
ROLES = (CODE, NUMBER, NAME, ENDING)
TITLES: dict[str, tuple[str, ...]] = {
    CODE: (
        "验证码", "核验码", "查验码", "核验链接", "验证链接", "查验链接", "链接", "网址",
        "code", "verification code", "link", "verification link", "url",
    ),
    NUMBER: (
        "编号", "证书编号", "证书号", "证书号码", "证号", "上岗证编号", "上岗证号", "调解员证号",
        "number", "certificate number", "certificate no", "certificate no.",
    ),
    NAME: (
        "姓名", "名字", "持证人", "持证人姓名", "调解员姓名", "人员姓名", "name", "holder",
        "holder name",
    ),
    ENDING: (
        "身份证后六位", "身份证后6位", "身份证号后六位", "身份证号后6位", "身份证号码后六位",
        "身份证号码后6位", "证件号码后六位", "证件号码后6位", "后六位", "后6位", "身份证",
        "身份证号", "身份证号码", "公民身份号码", "证件号", "证件号码", "last six",
        "last six signs", "id number", "id document",
    ),
}  # fmt: skip
KNOWN = {plain(title): role for role, titles in TITLES.items() for title in titles}
LOOKED_AT = 200  # rows
LINK = re.compile(r"/v/([0-9A-Za-z-]{16,19})(?![0-9A-Za-z-])")
CHINESE_NAME = re.compile(r"[㐀-鿿]{2,4}|[㐀-鿿]+[·•・．.][㐀-鿿·•・．.]+")
LATIN_NAME = re.compile(r"[A-Za-z][A-Za-z.'’-]*(?: [A-Za-z][A-Za-z.'’-]*)+")
LAST_SIX = re.compile(r"[0-9]{5}[0-9X]")
RESIDENT = re.compile(r"[0-9]{17}[0-9X]")
DIGITS = 17  # of a certificate number


def heading_of(rows: list[Row]) -> Heading:
    """The row of titles, with row 0 when no title is a known one: then every row is a row."""
    found = find_heading(rows, KNOWN.__contains__)
    knows = any(plain(title) in KNOWN for title in found.titles)
    return found if knows else Heading(0, 0, ())


def columns_of(heading: Heading, rows: Sequence[Row]) -> dict[str, int]:
    """The column of each role; a role that no column has is left out.

    A title is taken at its word. Codes and numbers are also found under a title that is not known,
    names and endings only where there is none: the name of a village looks like a person's.
    """
    roles: dict[str, int] = {}
    for at, title in enumerate(heading.titles):
        role = KNOWN.get(plain(title))
        if role and role not in roles:
            roles[role] = at
    forms = _forms(rows)
    for role in ROLES:
        if role in roles:
            continue
        free = [at for at in forms if at not in roles.values() and _may(role, heading, at)]
        best = max(free, key=lambda at: (forms[at][role], -at), default=None)
        if best is not None and forms[best][role]:
            roles[role] = best
    return roles


def _may(role: str, heading: Heading, at: int) -> bool:
    title = heading.titles[at] if at < len(heading.titles) else ""
    return not title if role in {NAME, ENDING} else plain(title) not in KNOWN


def _forms(rows: Sequence[Row]) -> dict[int, Counter[str]]:
    found: dict[int, Counter[str]] = {}
    for row in rows[:LOOKED_AT]:
        for at, cell in enumerate(row):
            found.setdefault(at, Counter())[form_of(cell.text)] += 1
    return found


def form_of(text: str) -> str:
    """The role whose form a text has; empty for none."""
    cleaned = numbering.clean_code(text)
    number = identity.normalised(text)
    if LINK.search(text) or numbering.is_code(cleaned):
        return CODE
    if len(number) == DIGITS and number.isascii() and number.isdigit():
        return NUMBER
    if LAST_SIX.fullmatch(number) or RESIDENT.fullmatch(number):
        return ENDING
    named = CHINESE_NAME.fullmatch(text) or LATIN_NAME.fullmatch(text)
    return NAME if named else ""
