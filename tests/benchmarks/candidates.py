"""Candidates of a load test, in a process of their own: what they cost is not counted.

`python -m tests.benchmarks.candidates` takes a line of JSON for each step and answers with what
came of it: `{"step": "desk"}` lets every candidate do that step once, eight at a time; `after` and
`only` choose some of them.
"""

import http.client
import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

AT_ONCE = 8
SECONDS = 30
IDLE = 4  # seconds
QUESTIONS, TEN = 40, 10
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([A-Za-z0-9]+)"')
PASS = re.compile(r'data-pass="([^"]+)"')
FORM = "application/x-www-form-urlencoded"


class Refused(RuntimeError):
    """The platform answered otherwise than a candidate needs."""


@dataclass(frozen=True)
class Told:
    """An answer of the platform."""

    status: int
    text: str
    to: str = ""


@dataclass
class Candidate:
    """One candidate with a browser's memory: cookies, the token of forms, the paper."""

    port: int
    origin: str
    login: str
    password: str
    exam: int
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""
    shown: str = ""
    paper: str = ""
    sequences: dict[int, int] = field(default_factory=dict)
    line: http.client.HTTPConnection | None = None
    spoke_at: float = 0.0

    def ask(self, method: str, path: str, body: str = "", kind: str = FORM) -> Told:
        """One request over the candidate's own line, as a proxy with TLS hands it on."""
        headers = {
            "Host": urlsplit(self.origin).netloc,
            "X-Forwarded-Proto": "https",
            "Origin": self.origin,
            "Accept": "text/html",
            "Accept-Encoding": "identity",
            "X-Exam-Pass": self.shown,
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        if method == "POST":
            headers |= {"Content-Type": kind, "X-CSRFToken": self.token}
        line = self.own_line()
        line.request(method, path, body.encode() or None, headers)
        answer = line.getresponse()
        text = answer.read().decode()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                self.cookies |= {key: one.value for key, one in SimpleCookie(value).items()}
        found = TOKEN.search(text)
        self.token = found[1] if found else self.token
        passed = PASS.search(text)
        self.shown = passed[1] if passed else self.shown
        return Told(answer.status, text, answer.getheader("Location") or "")

    def own_line(self) -> http.client.HTTPConnection:
        """The line of the last request; another one when that was idle and may be shut."""
        if self.line is None or time.monotonic() - self.spoke_at > IDLE:
            if self.line:
                self.line.close()
            self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        self.spoke_at = time.monotonic()
        return self.line

    def get(self, path: str) -> Told:
        told = self.ask("GET", path)
        if told.status != http.HTTPStatus.OK:
            raise Refused(f"GET {path}: {told.status} {told.to}")
        return told

    def post(self, path: str, **fields: str) -> Told:
        told = self.ask("POST", path, urlencode(fields))
        if told.status != http.HTTPStatus.FOUND:
            raise Refused(f"POST {path}: {told.status} {told.text[:500]}")
        return told

    def login_form(self) -> None:
        self.cookies.clear()
        self.get("/accounts/login/")

    def sign_in(self) -> None:
        self.post("/accounts/login/", login=self.login, password=self.password)

    def desk(self) -> None:
        self.get("/desk/")

    def cover(self) -> None:
        self.get(f"/exams/{self.exam}/")

    def start(self) -> None:
        self.paper = self.post(f"/exams/{self.exam}/start/").to

    def first_page(self) -> None:
        self.get(self.paper)

    def page(self, question: int = 11) -> None:
        self.get(f"{self.paper}?q={question}")

    def save(self, question: int = 1) -> None:
        self.save_some(question, 1)

    def clock(self) -> None:
        """As the page asks three times a minute."""
        self.get(f"{self.paper}clock/")

    def save_ten(self, question: int = 1) -> None:
        self.save_some(question, TEN)

    def save_some(self, first: int, many: int) -> None:
        """Answers to so many questions in one request, as the page sends what waits."""
        questions = range(first, first + many)
        for question in questions:
            self.sequences[question] = self.sequences.get(question, 0) + 1
        answers = [
            {
                "question": one,
                "sequence": self.sequences[one],
                "value": ["AB"[self.sequences[one] % 2]],
            }
            for one in questions
        ]
        body = {"window": "w" + self.login[:15], "before": "", "answers": answers}
        told = self.ask("POST", f"{self.paper}answers/", json.dumps(body), "application/json")
        if told.status != http.HTTPStatus.OK:
            raise Refused(f"save: {told.status} {told.text[:500]}")
        if any(one["stored"] != "saved" for one in json.loads(told.text)["answers"]):
            raise Refused(f"save: {told.text[:500]}")

    def review(self) -> None:
        self.get(f"{self.paper}review/")

    def submit(self) -> None:
        self.post(f"{self.paper}submit/")

    def receipt(self) -> None:
        self.get(f"{self.paper}receipt/")

    def result(self) -> None:
        self.get(f"{self.paper}result/")

    def exams(self) -> None:
        self.get("/exams/")

    def session(self) -> None:
        """The whole way in 21 requests: in by the door (3), what is open (2), the paper (2), four
        times ten answers and the page with them (8), turning on (3), looking through, handing
        in, what came of it."""
        self.login_form()
        self.sign_in()
        self.exams()
        self.desk()
        self.cover()
        self.start()
        self.first_page()
        for first in range(1, QUESTIONS, TEN):
            if first > 1:
                self.page(first)
            self.save_ten(first)
            self.page(first)
        self.review()
        self.submit()
        self.result()


def at_once(candidates: list[Candidate], act: Callable[[Candidate], None]) -> dict[str, Any]:
    """Every candidate does it once, eight at a time; how many could not, and how long it took."""

    def timed(candidate: Candidate) -> tuple[float, str]:
        began = time.monotonic()
        try:
            act(candidate)
        except (Refused, OSError, http.client.HTTPException) as error:
            return time.monotonic() - began, str(error) or type(error).__name__
        return time.monotonic() - began, ""

    with ThreadPoolExecutor(AT_ONCE) as pool:
        came = list(pool.map(timed, candidates))
    return summary(came)


def summary(came: list[tuple[float, str]]) -> dict[str, Any]:
    took = sorted(seconds for seconds, _error in came)
    errors = [error for _seconds, error in came if error]
    return {
        "operations": len(came),
        "errors": len(errors),
        "first_error": errors[0] if errors else "",
        "p50": took[len(took) // 2] if took else 0,
        "p95": took[int(len(took) * 0.95)] if took else 0,
        "p99": took[int(len(took) * 0.99)] if took else 0,
        "worst": took[-1] if took else 0,
    }


def main() -> None:
    orders: Iterator[dict[str, Any]] = (json.loads(line) for line in sys.stdin)
    given = next(orders)
    candidates = [
        Candidate(
            given["port"],
            given["origin"],
            login,
            given["password"],
            given["exam"],
            {given["cookie"]: session},
        )
        for login, session in given["logins"].items()
    ]
    for order in orders:
        step = getattr(Candidate, order.pop("step"))
        some = candidates[order.pop("after", 0) :][: order.pop("only", None)]
        came = at_once(some, lambda candidate: step(candidate, **order))  # noqa: B023
        sys.stdout.write(json.dumps(came) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
