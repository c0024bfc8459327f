"""One question as an item of QTI 2.1."""

from collections.abc import Iterable
from decimal import Decimal

from exams.formats.entries import Entry
from exams.formats.pictures import ending
from exams.formats.qti2_interactions import as_true_false
from exams.formats.telling import told, told_key
from exams.formats.tidying import LOW_LINES
from exams.formats.writing_html import element, escaped, inline, to_html
from exams.wording import (
    BLANK,
    CASE,
    FILL_BLANK,
    LETTERS,
    MATCHING,
    MULTIPLE,
    OPEN,
    ORDERING,
    PER_OPTION,
    SINGLE,
    TRUE_FALSE,
    Wording,
)

QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
TEMPLATES = "http://www.imsglobal.org/question/qti_v2p1/rptemplates"
TRUTHS = (("true", "A", "正确"), ("false", "B", "错误"))
FEWEST = 2
BLOCK_PARTS = {SINGLE, MULTIPLE, TRUE_FALSE, OPEN}


class ItemWriter:
    def __init__(self, entry: Entry, identifier: str, title: str) -> None:
        self.entry = entry
        self.wording = entry.wording
        self.identifier = identifier
        self.title = title
        self.declared: list[str] = []
        self.processing = ""

    def item(self) -> str | None:
        """None for a question whose shape QTI cannot say."""
        body = self._case() if self.wording.kind == CASE else self._single()
        return None if body is None else self._around(body)

    def as_open(self) -> tuple[str, str]:
        """The question told as an open one, and its words."""
        self.declared, self.processing = [], ""
        stem = told(self.wording)
        body = self._html(stem) + self._extended("RESPONSE", "")
        return self._around(body + self._rubric(told_key(self.wording))), stem

    def _around(self, body: str) -> str:
        explanation, marks = self.wording.explanation, self.wording.marks
        most = {"normalMaximum": f"{marks:f}"} if marks is not None else {}
        parts = [*self.declared, _outcome("SCORE", "float", **most)]
        parts += [_outcome("FEEDBACK", "identifier")] if explanation else []
        parts += [element("itemBody", body), self.processing]
        if explanation:
            said = {"outcomeIdentifier": "FEEDBACK", "identifier": "explanation"}
            parts.append(element("modalFeedback", self._html(explanation), **said, showHide="show"))
        return element(
            "assessmentItem",
            "\n".join(filter(None, parts)),
            xmlns=QTI,
            identifier=self.identifier,
            title=self.title,
            adaptive="false",
            timeDependent="false",
        )

    def _single(self) -> str | None:
        wording = self.wording
        if wording.kind in {SINGLE, MULTIPLE, TRUE_FALSE}:
            shares = wording.kind == MULTIPLE and wording.credit == PER_OPTION
            self._process("map_response" if shares else "match_correct")
            interaction = self._choice(wording, "RESPONSE", "")
            return None if interaction is None else self._html(wording.stem) + interaction
        if wording.kind == OPEN:
            words = told_key(wording) if wording.marking else wording.answer
            stem = self._html(wording.stem)
            return stem + self._extended("RESPONSE", "") + self._rubric(words)
        others = {MATCHING: self._match, ORDERING: self._order, FILL_BLANK: self._blanks}
        return others[wording.kind](wording) if wording.kind in others else None

    def _case(self) -> str | None:
        """The story, then an interaction for each part with its stem as prompt."""
        parts = [self._html(self.wording.stem)]
        for number, part in enumerate(self.wording.parts, start=1):
            if part.kind not in BLOCK_PARTS or as_true_false(part, []) != part or not part.stem:
                return None
            name = f"RESPONSE{number}"
            prompt = element("prompt", inline(part.stem, self._source))
            written = part.kind == OPEN
            made = self._extended(name, prompt) if written else self._choice(part, name, prompt)
            if made is None:
                return None
            parts.append(made)
        return "".join(parts) if len(self.wording.parts) >= FEWEST else None

    def _choice(self, wording: Wording, name: str, prompt: str) -> str | None:
        options = [
            (letter, letter, words) for letter, words in zip(LETTERS, wording.options, strict=False)
        ]
        if wording.kind == TRUE_FALSE:
            options = list(TRUTHS)
        several = wording.kind == MULTIPLE
        right = [identifier for identifier, letter, _ in options if letter in wording.key]
        if len(options) < FEWEST or not right or (len(right) > 1 and not several):
            return None
        cardinality = "multiple" if several else "single"
        self._declare(name, cardinality, "identifier", right, mapped=several)
        pinned = set(wording.pinned)
        fixed = wording.kind == TRUE_FALSE or len(pinned) == len(options)
        choices = [
            self._option("simpleChoice", identifier, words, **_fixed(at in pinned))
            for at, (identifier, _, words) in enumerate(options)
        ]
        return element(
            "choiceInteraction",
            prompt,
            *choices,
            responseIdentifier=name,
            shuffle=str(not fixed).lower(),
            maxChoices="0" if several else "1",
        )

    def _match(self, wording: Wording) -> str | None:
        count = len(wording.options)
        if not count or len(wording.key) != count:
            return None
        names = [f"T{at}" for at in range(1, len(wording.targets) + 1)]
        key = [names[LETTERS.index(letter)] for letter in wording.key]
        pairs = [f"S{at} {name}" for at, name in enumerate(key, start=1)]
        self._declare("RESPONSE", "multiple", "directedPair", pairs, mapped=True)
        self._process("map_response")
        left = self._side([f"S{at}" for at in range(1, count + 1)], wording.options, "1")
        right = self._side(names, wording.targets, str(count))
        said = {"responseIdentifier": "RESPONSE", "shuffle": "false"}
        sets = element("matchInteraction", left, right, **said, maxAssociations=str(count))
        return self._html(wording.stem) + sets

    def _side(self, names: list[str], texts: Iterable[str], most: str) -> str:
        choices = [
            self._option("simpleAssociableChoice", name, words, matchMax=most)
            for name, words in zip(names, texts, strict=True)
        ]
        return element("simpleMatchSet", *choices)

    def _order(self, wording: Wording) -> str | None:
        if len(wording.options) < FEWEST or len(wording.key) != len(wording.options):
            return None
        self._declare("RESPONSE", "ordered", "identifier", list(wording.key))
        self._process("match_correct")
        choices = [
            self._option("simpleChoice", letter, words)
            for letter, words in zip(LETTERS, wording.options, strict=False)
        ]
        said = {"responseIdentifier": "RESPONSE", "shuffle": "false"}
        return self._html(wording.stem) + element("orderInteraction", *choices, **said)

    def _blanks(self, wording: Wording) -> str | None:
        accepted = wording.accepted
        plain = all(one and all(one) and len(set(one)) == len(one) for one in accepted)
        if LOW_LINES.findall(wording.stem) != [BLANK] * len(accepted) or not plain or not accepted:
            return None
        content = self._html(wording.stem)
        for number, words in enumerate(accepted, start=1):
            name = f"RESPONSE{number}"
            self._declare(name, "single", "string", list(words), mapped=True)
            hole = element("textEntryInteraction", responseIdentifier=name)
            content = content.replace(BLANK, hole, 1)
        return content

    def _extended(self, name: str, prompt: str) -> str:
        said = {"identifier": name, "cardinality": "single", "baseType": "string"}
        self.declared.append(element("responseDeclaration", **said))
        inside = [prompt] if prompt else []
        return element("extendedTextInteraction", *inside, responseIdentifier=name)

    def _rubric(self, words: str) -> str:
        return element("rubricBlock", self._html(words), view="scorer") if words else ""

    def _declare(
        self, name: str, cardinality: str, base: str, right: list[str], *, mapped: bool = False
    ) -> None:
        typed = base == "string"
        values = [element("value", escaped(value)) for value in (right[:1] if typed else right)]
        score = f"{Decimal(1) if typed else Decimal(1) / len(right):.4f}"
        entries = [element("mapEntry", mapKey=value, mappedValue=score) for value in right]
        parts = [element("correctResponse", *values)]
        parts += [element("mapping", *entries, defaultValue="0")] if mapped else []
        said = {"identifier": name, "cardinality": cardinality, "baseType": base}
        self.declared.append(element("responseDeclaration", *parts, **said))

    def _process(self, template: str) -> None:
        self.processing = element("responseProcessing", template=f"{TEMPLATES}/{template}")

    def _option(self, tag: str, identifier: str, words: str, **attrs: str) -> str:
        return element(tag, self._html(words), identifier=identifier, **attrs)

    def _html(self, text: str) -> str:
        return to_html(text, self._source) if text else ""

    def _source(self, digest: str) -> str:
        return f"../pictures/{digest}.{ending(self.entry.pictures.get(digest, b'')) or 'bin'}"


def _outcome(name: str, base: str, **attrs: str) -> str:
    said = {"identifier": name, "cardinality": "single", "baseType": base}
    return element("outcomeDeclaration", **said, **attrs)


def _fixed(pinned: object) -> dict[str, str]:
    return {"fixed": "true"} if pinned else {}
