"""From a prepared .docx to the blocks of a page: mammoth reads it, nh3 washes what it made of it.

A block is JSON: {"kind": "heading" | "subheading" | "text" | "table" | "picture", …}.
"""

import io
import re
from dataclasses import asdict, dataclass, field
from typing import Any

import mammoth
import nh3
from bs4 import BeautifulSoup, Tag

from courses.manuscripts.findings import Findings
from courses.manuscripts.preparing import HEADING, Prepared
from courses.manuscripts.tabling import table_of

LONGEST_HEADING = 60
LONGEST_CAPTION = 120
RANKS = ("heading", "subheading")
NOTE = "note-"
MAP = "\n".join(
    [f"p.{HEADING}{level} => h{level}:fresh" for level in (1, 2, 3)]
    + ["r[style-name='Strong'] => strong", "p:unordered-list(1) => ul > li:fresh"]
    + ["p:ordered-list(1) => ol > li:fresh"]
    + [
        f"p:{kind}-list({depth}) => {'ul|ol > li > ' * (depth - 1)}{tag} > li:fresh"
        for depth in (2, 3, 4, 5)
        for kind, tag in (("unordered", "ul"), ("ordered", "ol"))
    ]
)
TAGS = {
    "p", "h1", "h2", "h3", "strong", "ul", "ol", "li", "a", "br", "img", "sup", "table", "thead",
    "tbody", "tr", "td", "th",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href"}, "img": {"src", "alt"}, "li": {"id"}, "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}  # fmt: skip
SCHEMES = {"http", "https", "mailto", "tel"}
CAPTION = re.compile(r"[图表]\s*[\d一二三四五六七八九十][\d.\-—]*[^。；]{0,60}")
# What programs write into a description by themselves says nothing about the picture.
NO_DESCRIPTION = re.compile(
    r"(?:.*已自动生成.*|.*自动生成的说明.*|(?:图片|图像|picture|image|img)[\s_\-]*\d*(?:\.\w{2,4})?"
    r"|[\w\-]{1,60}\.(?:png|jpe?g|gif|bmp|webp))",
    re.IGNORECASE,
)


@dataclass
class Converted:
    title: str
    blocks: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    left: list[dict[str, Any]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def convert(prepared: Prepared) -> Converted:
    """The blocks in reading order, the notes they refer to as [注1], what was left out."""
    washed = nh3.clean(
        _html(prepared.package),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel=None,
        attribute_filter=_only_ours,
    )
    soup = BeautifulSoup(washed, "html.parser")
    made = Converted(prepared.title, notes=_notes(soup))
    builder = _Builder(prepared.findings)
    for node in list(soup.children):
        if isinstance(node, Tag):
            builder.take(node)
    made.blocks = _ranked(builder.finished(), made)
    made.left = prepared.findings.lines()
    return made


def _html(package: bytes) -> str:
    @mammoth.images.img_element
    def picture(image: Any) -> dict[str, str]:
        with image.open() as number:
            return {"src": f"#picture-{int(number.read())}"}

    options = {
        "style_map": MAP,
        "include_default_style_map": False,
        "include_embedded_style_map": False,
        "id_prefix": NOTE,
        "convert_image": picture,
    }
    return str(mammoth.convert_to_html(io.BytesIO(package), **options).value)


def _only_ours(tag: str, name: str, value: str) -> str | None:
    """Links lead to addresses, never into the page; pictures are those we drew."""
    if (tag, name) == ("a", "href"):
        inside = value.startswith(f"#{NOTE}")
        return value if inside or ":" in value else None
    if (tag, name) == ("img", "src"):
        return value if value.startswith("#picture-") else None
    return value


def _notes(soup: BeautifulSoup) -> list[str]:
    """Takes the notes out of the text, leaving [注1] where each belongs, in reading order."""
    texts: dict[str, str] = {}
    for item in soup.find_all("li", id=re.compile(f"^{NOTE}(?:foot|end)note-\\d")):
        for back in item.find_all("a", href=re.compile(f"^#{NOTE}\\w+-ref-")):
            back.decompose()
        texts[str(item["id"])] = " ".join(item.get_text(" ").split())
        item.decompose()
    for empty in soup.find_all("ol"):
        if not empty.find("li"):
            empty.decompose()
    numbers: dict[str, int] = {}
    for link in soup.find_all("a", href=re.compile(f"^#{NOTE}")):
        name = str(link["href"])[1:]
        holder = link.parent if link.parent and link.parent.name == "sup" else link
        if name in texts:
            holder.replace_with(f"[注{numbers.setdefault(name, len(numbers) + 1)}]")
        else:
            holder.unwrap()
    return [texts[name] for name in numbers]


class _Builder:
    """Collects blocks; paragraphs and lists that follow one another are one text."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.blocks: list[dict[str, Any]] = []
        self.text: list[str] = []
        self.pictures = 0
        self.places = 0

    def take(self, node: Tag) -> None:
        self.places += 1
        pictures = [image.extract() for image in node.find_all("img") if node.name != "table"]
        words = " ".join(node.get_text(" ").split())
        if node.name in {"h1", "h2", "h3"}:
            self._heading(words, int(node.name[1]))
        elif node.name == "table":
            self._table(node)
        elif words and not self._captions(words):
            self.text.append(_prose(node))
        for image in pictures:
            self._picture(image)

    def finished(self) -> list[dict[str, Any]]:
        self._end_text()
        return self.blocks

    def _end_text(self) -> None:
        if self.text:
            self.blocks.append({"kind": "text", "html": "".join(self.text)})
            self.text = []

    def _heading(self, words: str, level: int) -> None:
        if len(words) > LONGEST_HEADING:
            self.findings.note("heading_long")
            self.text.append(f"<p><b>{nh3.clean_text(words)}</b></p>")
        elif words:
            self._end_text()
            self.blocks.append({"kind": "heading", "text": words, "level": level})

    def _picture(self, image: Tag) -> None:
        self._end_text()
        self.pictures += 1
        alt = " ".join(str(image.get("alt") or "").split())[:200]
        if not alt or NO_DESCRIPTION.fullmatch(alt):
            alt = ""
            self.findings.note("picture_undescribed", self.pictures)
        number = int(str(image["src"]).rpartition("-")[2])
        self.blocks.append({"kind": "picture", "number": number, "alt": alt, "caption": ""})

    def _captions(self, words: str) -> bool:
        """True for the line below a picture that only says what it is."""
        last = self.blocks[-1] if self.blocks and not self.text else None
        if last and last["kind"] == "picture" and not last["caption"] and CAPTION.fullmatch(words):
            last["caption"] = words[:LONGEST_CAPTION]
            return True
        return False

    def _table(self, node: Tag) -> None:
        made = table_of(node, self.findings)
        if made is None:  # one column is a frame around text, not a table
            for inner in node.find_all("p"):
                if inner.get_text(strip=True):
                    self.text.append(_prose(inner))
            return
        caption = ""
        if self.text and (found := CAPTION.fullmatch(_words(self.text[-1]))):
            self.text.pop()
            caption = found[0][:LONGEST_CAPTION]
        self._end_text()
        self.blocks.append({"kind": "table", "caption": caption, "rows": made})


def _words(html: str) -> str:
    return BeautifulSoup(html, "html.parser").get_text().strip()


def _prose(node: Tag) -> str:
    """A paragraph or list as rich text is stored: bold, links, nothing else."""
    for strong in node.find_all("strong"):
        strong.name = "b"
    for link in node.find_all("a"):
        if not link.get("href"):
            link.unwrap()
    for other in node.find_all("sup"):
        other.unwrap()
    for inner in node.find_all("p"):
        inner.unwrap()
    first = node.find(string=True)
    if first is not None:
        first.replace_with(str(first).lstrip())
    return str(node)


def _ranked(blocks: list[dict[str, Any]], made: Converted) -> list[dict[str, Any]]:
    """The levels in use become headings, subheadings and bold lines; a lone first heading of the
    highest level is the title when there is none."""
    levels = [block["level"] for block in blocks if block["kind"] == "heading"]
    if not levels:
        return blocks
    first = blocks[0]
    if not made.title and first.get("level") == min(levels) and levels.count(min(levels)) == 1:
        made.title = first["text"]
        blocks, levels = blocks[1:], levels[1:]
    rank = {level: place for place, level in enumerate(sorted(set(levels)))}
    ranked: list[dict[str, Any]] = []
    for block in blocks:
        place = rank[block["level"]] if block["kind"] == "heading" else 0
        if block["kind"] != "heading":
            ranked.append(block)
        elif place < len(RANKS):
            ranked.append({"kind": RANKS[place], "text": block["text"]})
        else:
            line = f"<p><b>{nh3.clean_text(block['text'])}</b></p>"
            ranked.append({"kind": "text", "html": line})
    return _joined(ranked)


def _joined(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    joined: list[dict[str, Any]] = []
    for block in blocks:
        if block["kind"] == "text" and joined and joined[-1]["kind"] == "text":
            joined[-1] = {"kind": "text", "html": joined[-1]["html"] + block["html"]}
        else:
            joined.append(block)
    return joined
