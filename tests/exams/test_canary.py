"""No byte that a candidate can receive before release holds a key or an explanation (promise P11,
threat T1): everything secret in the bank is a canary, and a candidate walks every link, every named
address, the public interface, the search and the door of the CMS.

The walk itself is proven by the last test: after release the quiz shows its own mistakes with their
explanation, and the same walk finds the canary there.
"""

import re
from collections import deque
from dataclasses import dataclass, replace
from html import unescape

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import NoReverseMatch, reverse

from exams import attempts, bank
from exams.bank import Label
from exams.choices import ItemPool, ItemState
from exams.models import Attempt, Exam, PaperQuestion
from portal.people.models import Person
from tests.exams import rows
from tests.exams.test_checking import CASE, FILL, MATCH, OPEN, ORDER
from tests.portal.matrix import addresses

pytestmark = pytest.mark.django_db
CANARY = rows.CANARY
LINK = re.compile(r"""(?:href|src|action|data-[a-z-]+)=["']([^"'#]+)""")
MOST = 400
STARTS = (
    "/", "/desk/", "/exams/", "/learn/", "/law/", "/cases/", "/api/v1/openapi.json", "/cms/",
    f"/search/?q={CANARY[:3]}", "/search/?q=单选题", "/desk/bank/", "/desk/papers/",
    "/manifest.json", "/sitemap.xml",
)  # fmt: skip


@dataclass
class Walk:
    """What a candidate received, by address."""

    client: Client
    seen: dict[str, bytes]

    def go(self, *starts: str) -> None:
        waiting = deque(starts)
        while waiting and len(self.seen) < MOST:
            url = waiting.popleft()
            if url in self.seen or not url.startswith("/") or "logout" in url:
                continue
            reply = self.client.get(url)
            body = content(reply)
            self.seen[url] = body
            if reply.headers.get("Location"):
                waiting.append(reply.headers["Location"])
            if reply.headers.get("Content-Type", "").startswith("text/html"):
                found = LINK.findall(body.decode("utf-8", "replace"))
                waiting.extend(unescape(link) for link in found)

    def leaks(self) -> list[str]:
        return sorted(url for url, body in self.seen.items() if CANARY.encode() in body)


def content(reply: HttpResponseBase) -> bytes:
    if reply.streaming:
        return b"".join(reply)
    return bytes(reply.content)  # type: ignore[attr-defined]


def secret_kinds() -> None:
    """Live questions of the other kinds, each secret of them a canary, for exams and practice."""
    point = replace(OPEN.marking[0], text=f"{CANARY}采分点")
    wordings = [
        replace(FILL, accepted=((f"{CANARY}三十",), (f"{CANARY}法院",)), explanation=CANARY),
        replace(MATCH, explanation=CANARY),
        replace(ORDER, explanation=CANARY),
        replace(OPEN, marking=(point,), answer=f"{CANARY}答", marks=None),
        replace(CASE, parts=(replace(OPEN, marking=(point,), marks=None),), marks=None),
    ]
    for pool in ItemPool.values:
        for n, wording in enumerate(wordings):
            stem = wording.stem.replace("。", f"（{pool}{n}）。", 1)
            bank.add_item(
                f"canary-{pool}-{n}",
                replace(wording, stem=stem),
                label=Label("property", pool=pool),
                state=ItemState.LIVE,
                actor_id=None,
            )


def candidate(who: Person) -> Client:
    client = Client()
    assert who.user is not None
    client.force_login(who.user)
    return client


def everywhere(attempt: Attempt, exam: Exam) -> list[str]:
    """Every named address, with the candidate's own ids where one is asked for."""
    ids = {"attempt_id": attempt.pk, "exam_id": exam.pk, "pk": attempt.pk, "ref": "canary-exam-0",
           "batch_id": 1, "kind": "single", "digest": "0" * 64}  # fmt: skip
    found = []
    for name in sorted(addresses()):
        for kwargs in ({}, *({key: value} for key, value in ids.items())):
            try:
                found.append(reverse(name, kwargs=kwargs))
            except NoReverseMatch:
                continue
    return found


def test_no_candidate_receives_a_key_before_release() -> None:
    who, exam = rows.ready_exam()
    secret_kinds()
    attempt = attempts.start(who.pk, exam, actor_id=who.user_id)
    walk = Walk(candidate(who), {})
    places = PaperQuestion.every.filter(attempt=attempt).count()
    paper = reverse("paper", args=[attempt.pk])
    walk.go(
        *(f"{paper}?q={place}" for place in (*range(1, places + 1), "all")),
        *STARTS,
        *everywhere(attempt, exam),
    )
    assert len(walk.seen) > 60
    assert f"{paper}?q=all" in walk.seen
    assert "选项" in walk.seen[f"{paper}?q=all"].decode()
    assert walk.leaks() == []


def test_the_walk_finds_what_a_released_quiz_explains() -> None:
    who, quiz = rows.ready_quiz()
    attempt = rows.sit(who, quiz, right=False)
    walk = Walk(candidate(who), {})
    walk.go(reverse("result", args=[attempt.pk]))
    assert walk.leaks() == [reverse("result", args=[attempt.pk])]
