"""No byte that a candidate can receive before release holds a key or an explanation (promise P11,
threat T1): everything secret in the bank is a canary, and a candidate walks every link, every named
address, the public interface, the search and the door of the CMS.

Every named address is asked with real rows in all its arguments, and the page's own address of
saving with answers that are kept, refused, unreadable, from another window and too late. Proven
once on a broken build: with the explanation on the paper, or in what saving answers, it goes red.
The walk itself is proven by the last test: after release the quiz shows its own mistakes with their
explanation, and the same walk finds the canary there.
"""

import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import unescape

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from courses.models import LessonPage
from exams import attempts, bank
from exams.bank import Label
from exams.choices import ItemPool, ItemState
from exams.models import Attempt, Exam, PaperQuestion
from exams.papers import sealing
from exams.practice import beginning
from exams.practice.choices import RoundKind
from portal.people.models import Person
from tests.exams import rows
from tests.exams.test_checking import CASE, FILL, MATCH, OPEN, ORDER
from tests.exams.views.test_saving import post_json
from tests.portal.addresses import addresses
from tests.portal.belongings import rescue_of
from tests.portal.matrix import ROWS, WORDS

pytestmark = pytest.mark.django_db
CANARY = rows.CANARY
LINK = re.compile(r"""(?:href|src|action|data-[a-z-]+)=["']([^"'#]+)""")
MOST = 800  # far more than there is: the walk must come to its end
STARTS = (
    "/", "/desk/", "/exams/", "/learn/", "/law/", "/cases/", "/api/v1/openapi.json", "/cms/",
    f"/search/?q={CANARY[:3]}", "/search/?q=单选题", "/desk/bank/", "/desk/papers/",
    "/manifest.json", "/sitemap.xml",
)  # fmt: skip


@dataclass
class Walk:
    """What a candidate received, by address."""

    client: Client
    seen: dict[str, bytes] = field(default_factory=dict)
    status: dict[str, int] = field(default_factory=dict)

    def go(self, *starts: str) -> None:
        """Raises AssertionError when there is no end to it."""
        waiting = deque(starts)
        while waiting:
            assert len(self.seen) < MOST, sorted(self.seen)
            url = waiting.popleft()
            if url in self.seen or not url.startswith("/") or "logout" in url:
                continue
            reply = self.client.get(url)
            body = content(reply)
            self.seen[url], self.status[url] = body, reply.status_code
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


def arguments(who: Person, attempt: Attempt, exam: Exam) -> dict[str, str | int]:
    """What stands in an address, by the name of the argument: rows that are there, the candidate's
    own and those of the bank."""
    form = sealing.seal_forms(exam, overlap=0, letters=("A",), actor_id=None)[0]
    round_ = beginning.begin(who.pk, RoundKind.DAILY)
    lesson = LessonPage.objects.get()
    return {
        "attempt_id": attempt.pk, "exam_id": exam.pk, "form_id": form.pk, "round_id": round_.pk,
        "position": 1, "digest": "0" * 64, "card_id": 1, "pk": attempt.pk, "batch_id": 1,
        "ref": "canary-exam-0", "lesson_id": lesson.pk, "page_id": lesson.pk, "block_id": "1",
        "document_id": 1, "person_id": who.pk, "post_id": 1, "appointment_id": 1,
        "suspension_id": 1, "notice_id": 1, "run_id": 1, "grant": 1, "version": 1, "act": "publish",
        "code": "1", "language": "zh-hans", "path": "1", "slug": "civil-code", "number": "1",
        "file_id": rescue_of(attempt.pk), "sitting_id": 1, "site_id": 1, "room_id": 1, "seat_id": 1,
        "correction_id": 1, "objection_id": 1, "marking_id": 1, "script_id": 1, "user_id": 1,
        "version_id": 1, "key": "post-3", "secret": "0" * 43,
        "place_id": 1, "organisation_id": 1, "ending_id": 1, "item_id": 1, "proposal_id": 1,
        "verb": "agree", "term_id": 1, "dispute_id": 1, "list_id": 1, "name_id": 1, "panel_id": 1,
        "member_id": 1, "year": 2026, "kind": "bureau", "part": 1,
    }  # fmt: skip


def everywhere(given: dict[str, str | int]) -> dict[str, str]:
    """The address of every name, each argument filled; KeyError for one that has no row here."""
    found = {}
    for name, wanted in named():
        bare = name.rpartition(":")[2]
        fixed = {of: text[1:] for of, text in _row_of(bare).items() if text.startswith("=")}
        whole = {**given, **fixed, **WORDS.get(bare, {})} | {"form_id": given["form_id"]}
        found[bare] = reverse(name, kwargs={of: whole[of] for of in wanted})
    return found


def _row_of(name: str) -> dict[str, str]:
    return ROWS[name].ids if name in ROWS else {}


def named() -> Iterator[tuple[str, list[str]]]:
    """Every address with the names of its arguments, the least that it takes."""
    root = get_resolver()
    spaces = [("", root), *((f"{at}:", inner) for at, (_url, inner) in spaces_of(root))]
    for name in sorted(addresses()):
        for space, resolver in spaces:
            for ways, *_rest in resolver.reverse_dict.getlist(name):
                yield f"{space}{name}", ways[0][1]


def spaces_of(root: URLResolver) -> list[tuple[str, tuple[str, URLResolver]]]:
    return [one for one in root.namespace_dict.items() if not one[0].startswith("wagtail")]


def saved(walk: Walk, attempt: Attempt, who: Person) -> None:
    """Answers as the page sends them, in every way that can end."""
    right = rows.right_letters(attempt)
    first = {"question": 1, "sequence": 1, "value": right[1]}
    later = {**first, "sequence": 2}
    places = [{"question": n, "sequence": 3, "value": value} for n, value in right.items()]
    asked = {
        "kept": (first, "w1", 200),
        "all at once": (places, "w1", 200),
        "refused": ({**later, "question": 999}, "w1", 422),
        "no such option": ({**first, "sequence": 9, "value": ["Z"]}, "w1", 422),
        "unreadable": (b"{", "w1", 400),
        "another window": (later, "w2", 409),
        "handed in": (later, "w1", 409),
    }
    for what, (body, window, status) in asked.items():
        if what == "handed in":
            attempts.submit(attempt.pk, actor_id=who.user_id)
        reply = post_json(walk.client, attempt, body, window)
        assert reply.status_code == status, (what, reply.content.decode())
        walk.seen[f"save: {what}"] = json.dumps(
            json.loads(reply.content), ensure_ascii=False
        ).encode()


def test_no_candidate_receives_a_key_before_release() -> None:
    who, exam = rows.ready_exam()
    secret_kinds()
    attempt = attempts.start(who.pk, exam, actor_id=who.user_id)
    walk = Walk(candidate(who))
    places = PaperQuestion.every.filter(attempt=attempt).count()
    paper = reverse("paper", args=[attempt.pk])
    urls = everywhere(arguments(who, attempt, exam))
    assert set(urls) == addresses()
    walk.go(
        *(f"{paper}?q={place}" for place in (*range(1, places + 1), "all")),
        *STARTS,
        *urls.values(),
    )
    assert len(walk.seen) > 60
    assert f"{paper}?q=all" in walk.seen
    assert "选项" in walk.seen[f"{paper}?q=all"].decode()
    assert walk.status[urls["practice_question"]] == 409  # not while a paper is open
    assert walk.status[urls["paper_sheet"]] == 404
    saved(walk, attempt, who)
    assert walk.leaks() == []


def test_no_question_of_practice_shows_its_key_before_it_is_answered() -> None:
    who, _exam = rows.ready_exam()
    secret_kinds()
    round_ = beginning.begin(who.pk, RoundKind.DAILY)
    client = candidate(who)
    for place in range(1, len(round_.items) + 1):
        reply = client.get(reverse("practice_question", args=[round_.pk, place]))
        assert reply.status_code == 200
        assert CANARY not in reply.content.decode()


def test_the_walk_finds_what_a_released_quiz_explains() -> None:
    who, quiz = rows.ready_quiz()
    attempt = rows.sit(who, quiz, right=False)
    walk = Walk(candidate(who))
    walk.go(reverse("result", args=[attempt.pk]))
    assert walk.leaks() == [reverse("result", args=[attempt.pk])]
