"""A candidate's line to the platform: one connection that is kept, and asking until there is an
answer."""

import http.client
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

TOKEN = "c" * 32
PATIENCE = 8.0  # seconds, as the page waits for an answer
FIRST_WAIT, LONGEST_WAIT = 0.05, 1.0  # the page waits 1 to 15 s; here the test would
FORM = "application/x-www-form-urlencoded"
UP_TO_DATE_LINE = (OSError, http.client.HTTPException)


class GaveUp(RuntimeError):
    """The platform did not give the reply in time."""


@dataclass
class Reply:
    """What the platform said."""

    status: int
    where: str
    text: str


@dataclass
class Line:
    """Signed in as one candidate. `trouble` counts what was no answer; after `give_up` seconds
    without one the line is given up."""

    netloc: str
    session: str
    give_up: float
    trouble: Counter[str] = field(default_factory=Counter)
    connection: http.client.HTTPConnection | None = None
    shown: str = ""  # the pass of the paper

    def send(self, method: str, path: str, body: str = "", kind: str = FORM) -> None:
        """Ask without waiting for the reply."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection(self.netloc, timeout=PATIENCE)
        headers = {
            "Cookie": f"sessionid={self.session}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
            "X-Exam-Pass": self.shown,
            "Content-Type": kind,
        }
        self.connection.request(method, path, body.encode(), headers)

    def hear(self) -> Reply:
        """The reply to what was sent. Raises OSError or HTTPException when there is none."""
        if self.connection is None:
            raise ConnectionError("the line is cut")
        answer = self.connection.getresponse()
        text = answer.read().decode()
        return Reply(answer.status, answer.headers.get("Location", ""), text)

    def cut(self, error: BaseException) -> None:
        self.trouble[type(error).__name__] += 1
        self.hang_up()

    def hang_up(self) -> None:
        if self.connection is not None:
            self.connection.close()
        self.connection = None

    def ask(self, method: str, path: str, body: str = "", kind: str = FORM) -> Reply | None:
        """One try; None when no reply came."""
        try:
            self.send(method, path, body, kind)
            return self.hear()
        except UP_TO_DATE_LINE as error:
            self.cut(error)
            return None

    def until(
        self,
        done: Callable[[Reply], bool],
        method: str,
        path: str,
        body: str = "",
        kind: str = FORM,
    ) -> Reply:
        """Ask the same again until a reply counts as one. Raises GaveUp."""
        end = time.monotonic() + self.give_up
        wait = FIRST_WAIT
        while time.monotonic() < end:
            reply = self.ask(method, path, body, kind)
            if reply is not None and done(reply):
                return reply
            if reply is not None:
                self.trouble[str(reply.status)] += 1
            time.sleep(wait * random.uniform(0.5, 1.5))
            wait = min(wait * 2, LONGEST_WAIT)
        raise GaveUp(f"{method} {path}: {dict(self.trouble)}")


def form(**fields: str) -> str:
    return urlencode(fields)
