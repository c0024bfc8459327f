"""One candidate at the exam, speaking HTTP as the page does, and noting what was acknowledged."""

import json
import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from typing import Any

from tests.chaos.line import UP_TO_DATE_LINE, Line, Reply

RIGHT = ("对", "正确")
"""So begin the options that are right: candidates know no keys."""

SHEET = re.compile(r'<section data-sheet="(\d+)".*?</section>', re.DOTALL)
BOX = re.compile(
    r'<input type="(radio|checkbox)" name="value" value="([A-Z])".*?'
    r'<span class="option__text"[^>]*>(.*?)</span>',
    re.DOTALL,
)
ATTEMPT = re.compile(r"/exams/attempts/(\d+)/$")
RECEIPT = re.compile(r'exam-receipt__number">(\d{8}-[0-9A-Z]{8})<')
PASS = re.compile(r'data-pass="([^"]+)"')
JSON = "application/json"
CHANGED = 2  # answers that are given twice
LEFT_OUT = 2  # questions that stay without an answer
TWICE, RACING, LATER = 3, 5, 4  # every how many-th candidate does so
Note = Callable[..., None]


@dataclass(frozen=True)
class Question:
    """A question on the screen: its letters, and those that are right."""

    place: int
    letters: tuple[str, ...]
    right: tuple[str, ...]
    several: bool

    def give(self, *, right: bool, luck: random.Random) -> list[str]:
        if right:
            return list(self.right)
        if self.several:
            return [luck.choice([one for one in self.letters if one not in self.right])]
        return [luck.choice([one for one in self.letters if (one,) != self.right])]


def questions(page: str) -> list[Question]:
    """All questions of the page that holds them all."""
    found = []
    for sheet in SHEET.finditer(page):
        boxes = BOX.findall(sheet.group())
        letters = tuple(letter for _kind, letter, _text in boxes)
        right = tuple(letter for _kind, letter, text in boxes if _says_right(text))
        found.append(Question(int(sheet[1]), letters, right, boxes[0][0] == "checkbox"))
    return found


def _says_right(text: str) -> bool:
    return unescape(re.sub(r"<[^>]+>", "", text)).strip().startswith(RIGHT)


def plan(asked: list[Question], luck: random.Random) -> list[tuple[int, list[str], bool]]:
    """What is answered in turn: (place, letters, whether that is right). Most are right; two
    questions are left out, two answered once more."""
    mixed = luck.sample(asked, len(asked))
    answered = mixed[: len(mixed) - LEFT_OUT]
    again = luck.sample(answered, CHANGED)
    steps: list[tuple[int, list[str], bool]] = []
    for question in [*answered, *again]:
        right = question in again or luck.random() < 0.9
        first = question in again and question.place not in {place for place, _v, _r in steps}
        right = right and not (first and luck.random() < 0.5)
        steps.append((question.place, question.give(right=right, luck=luck), right))
    return steps


class Candidate:
    """`number` decides what this one does besides: hands in twice, saves while handing in, saves
    afterwards."""

    def __init__(
        self, number: int, line: Line, exam: int, note: Note, *, thinks: float = 0.0
    ) -> None:
        self.number = number
        self.thinks = thinks
        self.line = line
        self.other = Line(line.netloc, line.session, line.give_up, line.trouble)
        self.exam = exam
        self.note = note
        self.sequences: dict[int, int] = {}
        self.attempt = 0

    def sit(self) -> None:
        """From the start to the receipt."""
        luck = random.Random(self.number)
        started = self.line.until(_begun, "POST", f"/exams/{self.exam}/start/")
        found = ATTEMPT.search(started.where)
        self.attempt = int(found[1]) if found else 0
        self.note("started", candidate=self.number, attempt=self.attempt)
        first = self.line.until(_shown, "GET", f"/exams/attempts/{self.attempt}/")
        found = PASS.search(first.text)
        self.line.shown = self.other.shown = found[1] if found else ""
        page = self.line.until(_shown, "GET", f"/exams/attempts/{self.attempt}/?q=all")
        steps = plan(questions(page.text), luck)
        for place, letters, right in steps:
            time.sleep(self.thinks)
            self._save(place, letters, right=right)
        if self.number % RACING == 0:
            self._save_while_handing_in(*steps[0])
        if self.number % TWICE == 0:
            self._hand_in_twice()
        self._receipt()
        if self.number % LATER == 0:
            self._save_afterwards(*steps[0])

    def _address(self, what: str) -> str:
        return f"/exams/attempts/{self.attempt}/{what}/"

    def _body(self, place: int, letters: list[str]) -> str:
        self.sequences[place] = self.sequences.get(place, 0) + 1
        answer = {"question": place, "sequence": self.sequences[place], "value": letters}
        return json.dumps({"window": f"w{self.number}", "before": "", "answers": [answer]})

    def _save(self, place: int, letters: list[str], *, right: bool) -> None:
        body = self._body(place, letters)
        reply = self.line.until(_answered, "POST", self._address("answers"), body, JSON)
        self._acknowledge(reply, place, letters, right=right)

    def _acknowledge(self, reply: Reply, place: int, letters: list[str], *, right: bool) -> None:
        if reply.status != 200:
            self.note("fault", attempt=self.attempt, text=f"save answered {reply.status}")
            return
        said: dict[str, Any] = json.loads(reply.text)["answers"][0]
        sequence = self.sequences[place]
        if said["stored"] == "late" or (said["sequence"], said["value"]) != (sequence, letters):
            self.note("fault", attempt=self.attempt, text=f"save {sequence} answered {said}")
            return
        facts = {"question": place, "sequence": sequence, "value": letters, "right": right}
        self.note("saved", attempt=self.attempt, **facts)

    def _save_while_handing_in(self, place: int, letters: list[str], right: bool) -> None:
        """Two devices at the same moment: what is acknowledged counts, what is refused does not,
        and what got no reply may."""
        body = self._body(place, letters)
        try:
            self.other.send("POST", self._address("answers"), body, JSON)
        except UP_TO_DATE_LINE as error:
            self.other.cut(error)
        self.line.ask("POST", self._address("submit"))
        try:
            reply = self.other.hear()
        except UP_TO_DATE_LINE as error:
            self.other.cut(error)
            reply = Reply(0, "", "")
        if reply.status == 200:
            self._acknowledge(reply, place, letters, right=right)
            return
        what = "refused" if reply.status == 409 else "unsure"
        facts = {"question": place, "sequence": self.sequences[place], "right": right}
        self.note(what, attempt=self.attempt, **facts)

    def _hand_in_twice(self) -> None:
        """Pressed twice, on two lines."""
        for line in (self.line, self.other):
            try:
                line.send("POST", self._address("submit"))
            except UP_TO_DATE_LINE as error:
                line.cut(error)
        for line in (self.line, self.other):
            try:
                line.hear()
            except UP_TO_DATE_LINE as error:
                line.cut(error)

    def _receipt(self) -> None:
        self.line.until(_handed_in, "POST", self._address("submit"))
        page = self.line.until(_receipted, "GET", self._address("receipt"))
        found = RECEIPT.search(page.text)
        self.note("receipt", attempt=self.attempt, receipt=found[1] if found else "")

    def _save_afterwards(self, place: int, letters: list[str], _right: bool) -> None:
        """Nothing is taken any more, and the refusal names the same receipt."""
        body = self._body(place, letters[:1])
        reply = self.line.until(_answered, "POST", self._address("answers"), body, JSON)
        if reply.status == 409:
            receipt = json.loads(reply.text)["receipt"]
            self.note("receipt", attempt=self.attempt, receipt=receipt)
        else:
            text = f"after the receipt a save answered {reply.status}"
            self.note("fault", attempt=self.attempt, text=text)


def _begun(reply: Reply) -> bool:
    return reply.status == 302 and ATTEMPT.search(reply.where) is not None


def _shown(reply: Reply) -> bool:
    return reply.status == 200


def _answered(reply: Reply) -> bool:
    return reply.status in {200, 400, 409, 422}


def _handed_in(reply: Reply) -> bool:
    return reply.status == 302 and reply.where.endswith("/receipt/")


def _receipted(reply: Reply) -> bool:
    return reply.status == 200 and RECEIPT.search(reply.text) is not None
