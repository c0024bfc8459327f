"""Text as it is kept: nothing invisible, no tags, one kind of line end."""

import base64
import binascii
import hashlib
import html
import re
import unicodedata
from dataclasses import dataclass, field

INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u08e2\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0001-\U000e007f]"
)
LINE_ENDS = re.compile("\r\n|\r|\x0b|\x0c|\u2028|\u2029|_x000[dD]_\n?")
TAGS = (
    "p|br|hr|div|span|b|strong|i|em|u|s|del|ins|font|sub|sup|img|table|tbody|thead|tfoot|tr|td|th"
    "|colgroup|col|ul|ol|li|h[1-6]|a|script|style|center|blockquote|pre|code|o:p|section|article"
    "|label|input|iframe|video|audio|source|svg|math|html|body|head|meta|link|object|embed"
)
TAG = re.compile(rf"<(?P<end>/?)(?P<name>{TAGS})(?P<rest>(?:\s[^<>]*)?)/?>|<!--.*?-->", re.I | re.S)
UNSEEN = re.compile(r"<(script|style)\b[^>]*>.*?</\1\s*>", re.I | re.S)
ENTITY = re.compile(r"&(?:nbsp|lt|gt|amp|quot|apos|ldquo|rdquo|lsquo|rsquo|mdash|hellip|middot"
                    r"|times|radic|#\d{2,6}|#x[0-9a-fA-F]{2,5});")  # fmt: skip
SOURCE = re.compile(r"""\bsrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.I)
SHOWS = re.compile(r"""\balt\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.I)
INLINE = re.compile(r"data:image/[\w.+-]+;base64,([A-Za-z0-9+/=\s]+)$")
REMOTE = re.compile(r"!\[[^\]\n]*\]\((?:https?:)?//[^)\s]+\)", re.I)
OPENS = {"p": "\n", "br": "\n", "hr": "\n", "div": "\n", "li": "\n", "tr": "\n|", "td": " ",
         "th": " ", "table": "\n", "blockquote": "\n", "pre": "\n", "sup": "^"}  # fmt: skip
CLOSES = {"p": "\n", "div": "\n", "td": " |", "th": " |", "tr": "\n", "table": "\n"}
SUPERSCRIPT = re.compile(r"<sup\b[^>]*>\s*([0-9+\-n]+)\s*</sup\s*>", re.I)
SUBSCRIPT = re.compile(r"<sub\b[^>]*>\s*([0-9+\-]+)\s*</sub\s*>", re.I)
RAISED = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
LOWERED = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")


@dataclass
class Text:
    """A text as it is kept, with what was done to it: `notes` are codes with their facts."""

    text: str
    notes: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)


def clean(raw: str) -> Text:
    """Without control, zero-width and broken characters (`invisible`), without tags (`html`), the
    pictures of which are kept when they stand in the text itself (`remote_picture` otherwise).

    Tabs stay. What only looks like a tag (a < b) stays as it is.
    """
    made = Text(raw)
    if not raw.isprintable():
        plain = LINE_ENDS.sub("\n", raw).replace("\xa0", " ")
        made.text = INVISIBLE.sub("", plain)
        if len(plain) > len(made.text):
            made.notes.append(("invisible", {"count": str(len(plain) - len(made.text))}))
    if "<" in made.text or "&" in made.text:
        _strip_tags(made)
    if "](" in made.text:
        made.notes += [("remote_picture", {"source": one}) for one in REMOTE.findall(made.text)]
    made.text = made.text.strip()
    return made


def narrow(text: str) -> str:
    """A text in one width, for comparing and recognising."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def _strip_tags(made: Text) -> None:
    text = UNSEEN.sub("", made.text)
    text = SUPERSCRIPT.sub(lambda found: found[1].translate(RAISED), text)
    text = SUBSCRIPT.sub(lambda found: found[1].translate(LOWERED), text)
    text = TAG.sub(lambda found: _said(found, made), text)
    if text != made.text or ENTITY.search(text):
        text = html.unescape(text).replace("\xa0", " ")
        text = re.sub(r"[ \t]*\n\s*", "\n", INVISIBLE.sub("", text))
        made.notes.append(("html", {}))
    made.text = text


def _said(tag: re.Match[str], made: Text) -> str:
    name = (tag["name"] or "").lower()
    if name == "img":
        return _picture(tag["rest"], made)
    if re.fullmatch(r"h[1-6]", name):
        return "\n"
    return (CLOSES if tag["end"] else OPENS).get(name, "")


def _picture(attributes: str, made: Text) -> str:
    found = SOURCE.search(attributes)
    source = next(filter(None, found.groups()), "") if found else ""
    inline = INLINE.match(source)
    if inline is None:
        made.notes.append(("remote_picture", {"source": source[:200]}))
        return ""
    try:
        content = base64.b64decode(inline[1], validate=False)
    except (binascii.Error, ValueError):
        made.notes.append(("picture_broken", {}))
        return ""
    digest = hashlib.sha256(content).hexdigest()
    made.pictures[digest] = content
    shows = SHOWS.search(attributes)
    words = next(filter(None, shows.groups()), "") if shows else ""
    said = re.sub(r"[]\n]", " ", words)
    return f"![{said}](sha256:{digest})"
