"""Which paragraphs of a Chinese paper are its title and headings; plain values in and out.

Official papers number their headings 一、 （一） 1. and set them in 黑体, 楷体, bold 仿宋 (GB/T
9704-2012, 7.3.3); hardly anybody uses the heading styles of the program.
"""

import re

from courses.manuscripts.looks import Look

TITLE, NONE = 0, -1
LONGEST = 40  # characters of a heading that no style calls one
PLAIN = 30  # and of one that nothing sets apart but its number
LONGEST_TITLE = 80
MOST_OF_TITLE = 100  # characters of all its lines together, as the page holds them
TITLE_WITHIN = 12  # paragraphs from the top
LARGE = 36  # half points: 18 pt; the title of an official paper has 22
DEEPEST = 3

HAN = "一二三四五六七八九十百零〇"
NUMBERED = (
    (1, re.compile(rf"第[{HAN}\d]+[章编篇部]")),
    (2, re.compile(rf"第[{HAN}\d]+节")),
    (1, re.compile(rf"[{HAN}]{{1,4}}[、．.]")),
    (2, re.compile(rf"[（(][{HAN}]{{1,4}}[）)]")),
    (3, re.compile(r"\d{1,2}[．.、](?!\d)")),
    (3, re.compile(r"[（(]\d{1,2}[）)]")),
)
ANNEX = re.compile(rf"附\s*件\s*[\d{HAN}]{{0,3}}[:：]?")
STYLED = re.compile(r"(?:heading|标题|标题样式)\s*(\d)")
TITLES = {"title", "标题", "文章标题", "主标题"}
CONTENTS = re.compile(r"(?:toc|目录)\s*\d")
HEAVY = ("黑体", "simhei", "heiti", "楷体", "kaiti", "小标宋", "xiaobiaosong", "方正大标宋")
TITLE_FONTS = ("小标宋", "xiaobiaosong", "大标宋")
SENTENCE = tuple("。；;，,：:！？")
NUMBER_OF_PAPER = re.compile(r"\S{0,20}[〔\[（(]\s*\d{4}\s*[〕\]）)]\s*\d+\s*号(?:\s.*)?")
NAMED_PAPER = re.compile(r".{2,40}(?:文件|公报|简报|通报)")


def is_contents_line(look: Look) -> bool:
    """A line of a generated table of contents."""
    return CONTENTS.fullmatch(look.name) is not None


def is_letterhead(text: str, look: Look, place: int) -> bool:
    """The red name of the issuing body, or the number of the paper (版头), near the top."""
    if place > TITLE_WITHIN or len(text) > LONGEST:
        return False
    return bool(
        (look.red and NAMED_PAPER.fullmatch(text))
        or (NUMBER_OF_PAPER.fullmatch(text) and "《" not in text)
    )


def is_title(text: str, look: Look, place: int) -> bool:
    """The title: by its style, or large or in title type in the middle near the top."""
    if look.name in TITLES:
        return True
    if place > TITLE_WITHIN or len(text) > LONGEST_TITLE or text.endswith(SENTENCE):
        return False
    in_type = any(font in look.font.lower() for font in TITLE_FONTS)
    return look.centred and (look.size >= LARGE or in_type or (look.bold and not numbered(text)))


def numbered(text: str) -> int:
    """The level that the number in front of a text speaks of; -1 without one."""
    for level, pattern in NUMBERED:
        if pattern.match(text):
            return level
    return NONE


def level_of(text: str, look: Look, sections: frozenset[str] = frozenset()) -> int:
    """1, 2 or 3 for a heading, -1 for a paragraph. `sections` are names that are one in bold or
    alone on their line, like 案情回顾."""
    styled = STYLED.fullmatch(look.name)
    if styled:
        return min(int(styled[1]), DEEPEST)
    if look.outline >= 0:
        return min(look.outline + 1, DEEPEST)
    if bare(text) in sections or (len(text) <= LONGEST and ANNEX.fullmatch(text)):
        return 1
    return _by_number(text, look)


def _by_number(text: str, look: Look) -> int:
    level = numbered(text)
    set_apart = look.bold or any(font in look.font.lower() for font in HEAVY)
    if level == NONE or len(text) > LONGEST:
        return NONE
    if set_apart:
        return level if not text.endswith(SENTENCE[1:]) else NONE
    quiet = level < DEEPEST and len(text) <= PLAIN and not any(mark in text for mark in SENTENCE)
    return level if quiet else NONE


def bare(text: str) -> str:
    """A heading without number, brackets and marks around it: 三、【法官解读】 is 法官解读."""
    text = re.sub(r"\s+", "", text)
    for _level, pattern in NUMBERED:
        text = pattern.sub("", text, count=1) if pattern.match(text) else text
    return text.strip('【】[]〔〕〈〉《》「」—-－:：·•■◆●※*“”"（）()')
