"""Questions as Moodle XML, pictures inside. What Moodle keeps as tags is written as tags; the rest
stands in an element of our own, which Moodle passes over."""

import base64
import html
from collections.abc import Iterable
from decimal import Decimal

from exams.formats.carrying import extras_of, shape_of, tags_of, written
from exams.formats.entries import Entry, Note
from exams.formats.gift_texts import path_of
from exams.formats.moodle_gaps import FIELD
from exams.formats.pictures import ending
from exams.formats.telling import told, told_key
from exams.formats.tidying import LOW_LINES
from exams.formats.writing_html import to_html
from exams.wording import (
    BLANK,
    CHOICES,
    FILL_BLANK,
    LETTERS,
    MATCHING,
    MULTIPLE,
    OPEN,
    ORDERING,
    SINGLE,
    TRUE_FALSE,
    Wording,
)

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'
FEWEST = 2
CLOZE_ESCAPES = str.maketrans({char: f"\\{char}" for char in "\\}#~/\"'"})


def write(entries: Iterable[Entry]) -> tuple[bytes, list[Note]]:
    """The file in UTF-8, and what Moodle itself will not see: `as_open` (a shape it does not know,
    written as an essay), `no_marking` (marking points), `lost_picture` (no bytes for a picture)."""
    notes: list[Note] = []
    parts = [HEAD]
    subject = ""
    for number, entry in enumerate(entries, start=1):
        if entry.subject != subject:
            subject = entry.subject
            path = _escaped(path_of(subject))
            parts.append(
                f'<question type="category"><category><text>{path}</text></category></question>\n'
            )
        parts.append(_Writer(entry, number, notes).question())
    parts.append("</quiz>\n")
    return "".join(parts).encode(), notes


class _Writer:
    def __init__(self, entry: Entry, number: int, notes: list[Note]) -> None:
        self.entry = entry
        self.wording = entry.wording
        self.label = entry.label or str(number)
        self.notes = notes

    def question(self) -> str:
        kind, body = self._body()
        stem, carried = self.wording.stem, extras_of(self.entry)
        if kind == "multianswer":
            stem = ""
        elif kind == "":
            kind, stem = "essay", told(self.wording)
            carried = shape_of(self.entry, stem)
            self._note("as_open", kind=self.wording.kind)
            body = self._text("graderinfo", told_key(self.wording))
        if self.wording.marking:
            self._note("no_marking")
            carried["answer"] = self.wording.answer
        marks = self.wording.marks
        parts = [
            f'<question type="{kind}">\n<name><text>{_escaped(self.label)}</text></name>\n',
            self._text("questiontext", stem) if kind != "multianswer" else "",
            self._text("generalfeedback", self.wording.explanation),
            f"<defaultgrade>{marks:f}</defaultgrade>\n" if marks is not None else "",
            body,
            f"<tags>{''.join(map(_tag, tags_of(self.entry)))}</tags>\n",
            f"<hezhong>{_escaped(written(carried))}</hezhong>\n</question>\n",
        ]
        return "".join(parts)

    def _body(self) -> tuple[str, str]:
        """Moodle's name of the kind and what is particular to it; "" for a shape without one."""
        writers = {
            SINGLE: self._choice,
            MULTIPLE: self._choice,
            TRUE_FALSE: self._true_false,
            FILL_BLANK: self._fill_blank,
            MATCHING: self._matching,
            ORDERING: self._ordering,
            OPEN: self._essay,
        }
        writer = writers.get(self.wording.kind)
        return writer() if writer else ("", "")

    def _choice(self) -> tuple[str, str]:
        wording = self.wording
        right = len(wording.key)
        single = wording.kind == SINGLE
        if len(wording.options) < FEWEST or (right != 1 if single else right < 1):
            return "", ""
        share = _share(Decimal(100) / right)
        fixed = wording.kind in CHOICES and len(wording.pinned) == len(wording.options)
        parts = [
            f"<single>{str(single).lower()}</single>\n",
            f"<shuffleanswers>{str(not fixed).lower()}</shuffleanswers>\n",
        ]
        wrong = "0" if single else "-100"
        for letter, option in zip(LETTERS, wording.options, strict=False):
            fraction = share if letter in wording.key else wrong
            parts.append(self._text("answer", option, f' fraction="{fraction}"'))
        return "multichoice", "".join(parts)

    def _true_false(self) -> tuple[str, str]:
        right = {"A": ("100", "0"), "B": ("0", "100")}.get(self.wording.key)
        if right is None:
            return "", ""
        answers = [
            _plain_answer(word, share) for word, share in zip(("true", "false"), right, strict=True)
        ]
        return "truefalse", "".join(answers)

    def _fill_blank(self) -> tuple[str, str]:
        wording = self.wording
        accepted = wording.accepted
        plain = all(one and all(one) and len(set(one)) == len(one) for one in accepted)
        if LOW_LINES.findall(wording.stem) != [BLANK] * len(accepted) or not plain:
            return "", ""
        if len(accepted) == 1:
            return "shortanswer", "".join(
                _plain_answer(one.replace("*", r"\*"), "100") for one in accepted[0]
            )
        everything = "".join("".join(one) for one in accepted)
        if "*" in everything or FIELD.search(wording.stem):
            return "", ""
        return "multianswer", self._cloze()

    def _cloze(self) -> str:
        """The text with its answers inside."""
        pieces = self.wording.stem.split(BLANK)
        holes = [f"⟦{at}⟧" for at in range(len(self.wording.accepted))]
        joined = "".join(piece + hole for piece, hole in zip(pieces, [*holes, ""], strict=True))
        content = self._html(joined)
        for hole, accepted in zip(holes, self.wording.accepted, strict=True):
            answers = "~".join(f"={_cloze_word(one)}" for one in accepted)
            content = content.replace(hole, f"{{1:SHORTANSWER:{answers}}}")
        return self._element("questiontext", content, joined)

    def _matching(self) -> tuple[str, str]:
        wording = self.wording
        used = [LETTERS.index(letter) for letter in wording.key]
        if len(used) < FEWEST or not (all(wording.options) and all(wording.targets)):
            return "", ""
        pairs = [
            (option, wording.targets[at]) for option, at in zip(wording.options, used, strict=True)
        ]
        pairs += [("", text) for at, text in enumerate(wording.targets) if at not in used]
        return "matching", "".join(
            self._text("subquestion", option, inside=self._text("answer", target))
            for option, target in pairs
        )

    def _ordering(self) -> tuple[str, str]:
        options = [self.wording.options[LETTERS.index(letter)] for letter in self.wording.key]
        if len(options) != len(self.wording.options) or len(options) < FEWEST:
            return "", ""
        answers = [
            self._text("answer", option, f' fraction="{at}"')
            for at, option in enumerate(options, 1)
        ]
        return "ordering", "".join(answers)

    def _essay(self) -> tuple[str, str]:
        words = told_key(self.wording) if self.wording.marking else self.wording.answer
        return "essay", self._text("graderinfo", words)

    def _text(self, tag: str, text: str, attributes: str = "", inside: str = "") -> str:
        return self._element(tag, self._html(text), text, attributes, inside)

    def _html(self, text: str) -> str:
        return to_html(text, lambda digest: f"@@PLUGINFILE@@/{self._name(digest)}") if text else ""

    def _element(
        self, tag: str, content: str, text: str, attributes: str = "", inside: str = ""
    ) -> str:
        digests = Wording("", text).pictures()
        files = "".join(self._file(digest) for digest in digests)
        words = f"<text>{_escaped(content)}</text>"
        return f'<{tag}{attributes} format="html">{words}{files}{inside}</{tag}>\n'

    def _name(self, digest: str) -> str:
        return f"{digest}.{ending(self.entry.pictures.get(digest, b'')) or 'bin'}"

    def _file(self, digest: str) -> str:
        content = self.entry.pictures.get(digest)
        if content is None:
            self._note("lost_picture", digest=digest)
            return ""
        data = base64.b64encode(content).decode()
        return f'<file name="{self._name(digest)}" path="/" encoding="base64">{data}</file>'

    def _note(self, code: str, **facts: str) -> None:
        self.notes.append(Note(code, self.entry.place, {"label": self.label, **facts}))


def _cloze_word(word: str) -> str:
    plain = html.escape(word.translate(CLOZE_ESCAPES), quote=False)
    return plain.replace("  ", " &nbsp;").replace("\n", "<br>")


def _share(value: Decimal) -> str:
    return f"{value:.5f}".rstrip("0").rstrip(".")


def _plain_answer(words: str, share: str) -> str:
    text = f"<text>{_escaped(words)}</text>"
    return f'<answer fraction="{share}" format="plain_text">{text}</answer>\n'


def _tag(words: str) -> str:
    return f"<tag><text>{_escaped(words)}</text></tag>"


def _escaped(words: str) -> str:
    return html.escape(words, quote=False)
