"""P30: an ID number that is typed into every door is found nowhere but encrypted.

Proven once on deliberately broken builds, each of which made exactly its own place go red: the row
of an import keeping `shown["number"]` whole (dump, database files), a failed job keeping
the words of its error (dump), and log lines written without `quiet.without_numbers` (logs).
"""

import base64
import io
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from structlog.stdlib import ProcessorFormatter

from portal.accounts import granting
from portal.accounts.models import User
from portal.jobs import registry
from portal.jobs.enqueueing import enqueue
from portal.jobs.models import Job
from portal.jobs.working import work_all
from portal.people import enciphering
from portal.people.identity import check_digit
from portal.people.importing import checking, portrait_batch, staging
from portal.people.importing.person_columns import NAME_OF_KIND
from portal.people.models import ImportRun, Organisation, Person, Portrait
from portal.spreadsheets.writing import csv_file
from tests.portal import searching
from tests.portal.matrix import LISTS, WORDS
from tests.portal.people import rows
from tests.portal.people.importing.photos import zipped
from tests.portal.people.pictures import photo

FIRST = "99000019760415731"
NUMBER = FIRST + check_digit(FIRST)
OTHER = "99000019760415733"
NEWCOMER = OTHER + check_digit(OTHER)  # comes by a table, the first by a form
SPACED = f"{NUMBER[:6]} {NUMBER[6:14]}-{NUMBER[14:]}"
WIDE = NUMBER.translate({48 + digit: 0xFF10 + digit for digit in range(10)})
WRONG = NUMBER[:17] + ("0" if NUMBER[17] != "0" else "1")
NAME, PHONE = "金丝雀", "19955512345"
START, PEOPLE = "/desk/people/import/", "/desk/people/"
ARCHIVES = "/desk/people/portraits/"
HEAD = ("姓名", "性别", "出生日期", "身份证号", "手机", "单位")


class Walk:
    """Somebody with all roles at the centre who types the number wherever something is asked."""

    def __init__(self, user: User, centre: Organisation) -> None:
        self.client = Client(raise_request_exception=False)
        self.client.force_login(user)
        self.centre = centre
        self.shown: list[tuple[str, bytes]] = []  # pages where the whole number has no business
        self.statuses: dict[str, int] = {}

    def keep(self, what: str, answer: Any, *, shown: bool = True) -> Any:
        self.statuses[what] = answer.status_code
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        headers = repr(dict(answer.headers)) + repr(answer.cookies)
        self.shown.append((f"headers of {what}", headers.encode()))
        if shown:
            self.shown.append((f"page {what}", content))
        return answer

    def post(self, what: str, address: str, /, *, shown: bool = True, **typed: Any) -> Any:
        return self.keep(what, self.client.post(address, typed), shown=shown)

    def get(self, what: str, address: str, /, **typed: Any) -> Any:
        return self.keep(what, self.client.get(address, typed))


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Every line that would be written, from DEBUG upwards, in the form it is written in."""
    root, stream = logging.getLogger(), io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        next(h.formatter for h in root.handlers if isinstance(h.formatter, ProcessorFormatter))
    )
    for name in ("", "hezhong", "django", "django.request"):
        monkeypatch.setattr(logging.getLogger(name), "level", logging.DEBUG)
    logging.getLogger().manager._clear_cache()  # type: ignore[attr-defined]
    root.addHandler(handler)
    yield stream
    root.removeHandler(handler)


@pytest.fixture
def walk() -> Walk:
    centre, user = rows.centre(), rows.login("canary")
    for role in ("admin", "hr", "clerk", "officer", "assistant"):
        granting.grant(user, role, centre, actor_id=None)
    return Walk(User.objects.get(pk=user.pk), centre)


def typed_into_forms(walk: Walk) -> None:
    new = {
        "name": NAME, "sex": "male", "birth_date": "1976-04-15", "organisation": walk.centre.pk,
        "kind": "id_card", "phone": PHONE,
    }  # fmt: skip
    walk.post("wrong digit", f"{PEOPLE}new/", shown=False, **new, number=WRONG)
    walk.post("other sex", f"{PEOPLE}new/", shown=False, **new | {"sex": "female"}, number=NUMBER)
    walk.post("entered", f"{PEOPLE}new/", **new, number=SPACED)
    walk.post("twice", f"{PEOPLE}new/", shown=False, **new | {"name": "另一人"}, number=NUMBER)
    walk.post("looked up", PEOPLE, kind="id_card", number=WIDE)
    walk.post("looked up in vain", PEOPLE, shown=False, kind="passport", number=NUMBER)
    person = Person.objects.unscoped("test").get(name=NAME)
    walk.get("person", f"{PEOPLE}{person.pk}/")
    walk.post("again", f"{PEOPLE}{person.pk}/number/", kind="id_card", number=NUMBER)
    walk.post("revealed", f"{PEOPLE}{person.pk}/reveal/", shown=False, reason="核对聘书")
    walk.post("no reason", f"{PEOPLE}{person.pk}/reveal/", reason="")


def typed_at_the_door(walk: Walk) -> None:
    stranger = Walk.__new__(Walk)
    stranger.client, stranger.shown, stranger.statuses = Client(), walk.shown, walk.statuses
    door = "/accounts/login/"
    stranger.post("sign-in", door, shown=False, login=NUMBER, password=NUMBER)
    stranger.post("forgotten", "/accounts/forgotten/", shown=False, email=NUMBER)
    stranger.post("code", "/accounts/invitation/", shown=False, code=NUMBER)
    stranger.get("verify", "/v/", number=NUMBER, name=NAME)
    stranger.get("law", "/law/", q=SPACED)
    for path in (f"/v/{NUMBER}/", f"/nowhere/{NUMBER}/", f"/accounts/invitation/{NUMBER}/"):
        stranger.client.get(path)
    api = "/api/v1/certificates/"
    stranger.client.get(f"{api}{NUMBER}")
    asked = {"number": NUMBER, "name": NAME}
    for address in (f"{api}verify", "/api/v1/verify"):
        stranger.client.post(address, asked, content_type="application/json")


def typed_into_searches(walk: Walk) -> None:
    for name in LISTS:
        if not name.endswith("_export"):
            address = reverse(name, kwargs=WORDS.get(name))
            walk.get(f"search {name}", address, q=NUMBER, at=NUMBER, page=NUMBER)


def brought_by_a_table(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [
        ("金丝雀乙", "男", "1976-04-15", NEWCOMER, PHONE, walk.centre.name),
        (NAME, "女", "1976-04-15", NUMBER, "", walk.centre.name),
        (NUMBER, NUMBER, NUMBER, WRONG, NUMBER, NUMBER),
    ]
    table = csv_file(HEAD, lines)
    named = SimpleUploadedFile(f"人员{SPACED}.csv", table)
    answer = walk.post("upload", START, place=walk.centre.pk, file=named)
    page = answer.headers["Location"]
    walk.get("columns", page)
    run = ImportRun.objects.unscoped("test").get(kind=NAME_OF_KIND)
    staging.ask_check(run, columns=run.columns, places=run.places, actor_id=run.recorded_by_id)
    with monkeypatch.context() as broken:
        broken.setattr(checking, "check", _fail)
        work_all(staging.CHECK, most=1)
    _work_again(staging.CHECK)
    walk.get("checked", page)
    run.refresh_from_db()
    walk.post("enter", f"{page}enter/", only_good="on", number=run.number)
    _work_again(staging.COMMIT)
    walk.get("result", page)
    walk.get("report", f"{page}report/")
    walk.post("export", "/desk/people/import/export/")
    for written in (NUMBER, WIDE, " ".join(NUMBER)):
        named = SimpleUploadedFile(f"{written}人员.csv", table)
        answer = walk.post("upload again", START, place=walk.centre.pk, file=named)
        walk.get("columns again", answer.headers["Location"])
    walk.get("tables", START)


def brought_by_a_zip(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {
        f"金丝雀乙_{NEWCOMER}.jpg": photo(),
        f"甲/{NUMBER}别人.jpg": photo(),
        f"{SPACED}.jpg": photo(),
        f"{WIDE}{NUMBER}.png": b"no photo",
        f"{NAME}_{NUMBER[-4:]}.jpg": photo(colour=(9, 9, 9)),
    }
    archive = SimpleUploadedFile(f"{NUMBER}.zip", zipped(files))
    answer = walk.post("zip", ARCHIVES, place=walk.centre.pk, file=archive)
    page = answer.headers["Location"]
    walk.get("photos", ARCHIVES)
    walk.get("photos waiting", page)
    with monkeypatch.context() as broken:
        broken.setattr(portrait_batch, "check", _fail)
        work_all(staging.CHECK, most=1)
    _work_again(staging.CHECK)
    walk.get("photos checked", page)
    run = ImportRun.objects.unscoped("test").get(kind=portrait_batch.KIND)
    walk.post("keep", f"{page}enter/", only_good="on", number=run.number)
    _work_again(staging.COMMIT)
    walk.get("photos kept", page)
    walk.get("photos report", f"{page}report/")


def _fail(*_arguments: Any) -> None:
    raise ValueError(f"cannot read {NUMBER}")


def _work_again(kind: str) -> None:
    Job.objects.filter(kind=kind, state="waiting").update(due_at="2020-01-01T00:00:00Z")
    work_all(kind)


def failed_on_our_side(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(registry, "_handlers", {"canary.fails": _fail})
        with transaction.atomic():
            enqueue("canary.fails", "1", {})
        assert work_all("canary.fails") == 0
        broken.setattr(enciphering, "index", _fail)
        walk.post("broken", PEOPLE, kind="id_card", number=NUMBER)


@pytest.mark.django_db(transaction=True)
def test_an_id_number_typed_everywhere_is_found_nowhere(
    walk: Walk, logged: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed_into_forms(walk)
    typed_at_the_door(walk)
    typed_into_searches(walk)
    brought_by_a_table(walk, monkeypatch)
    brought_by_a_zip(walk, monkeypatch)
    failed_on_our_side(walk, monkeypatch)
    work_all()
    by_number = {enciphering.index("id_card", number) for number in (NUMBER, NEWCOMER)}
    kept = Person.objects.unscoped("test").filter(id_index__in=by_number)
    assert {person.name for person in kept} == {NAME, "金丝雀乙"}
    assert Portrait.objects.unscoped("test").count() == 2
    assert (walk.statuses["entered"], walk.statuses["broken"]) == (302, 500)
    left = [
        ("dump", searching.dump().encode()),
        ("sessions", searching.sessions().encode()),
        ("logs", logged.getvalue().encode()),
        ("mail", "\n".join(str(message.message()) for message in mail.outbox).encode()),
        *walk.shown, *searching.files(), *searching.in_redis(),
    ]  # fmt: skip
    numbers = (NUMBER, WRONG, NEWCOMER)
    found = {(place, n) for place, content in left for n in searching.held(content, numbers)}
    assert found == set()
    assert "/nowhere/9****" in logged.getvalue()
    quiet = searching.tables("audit_auditbody", "audit_auditevent", "jobs_job").encode()
    outside = [content for place, content in left if place in {"logs", "mail"}]
    assert [word for word in (NAME, PHONE) for content in (quiet, *outside)
            if searching.holds(content, word)] == []  # fmt: skip


@pytest.mark.parametrize("before", ["", "a", "ab"])
def test_a_disguised_number_would_be_found(before: str) -> None:
    coded = base64.b64encode(f"{before}{NUMBER}xyz".encode())
    assert searching.holds(coded, NUMBER)
    assert searching.holds(NUMBER.encode().hex().encode(), NUMBER)
    assert searching.holds(WIDE.encode(), NUMBER)
    assert searching.holds(SPACED.encode(), NUMBER)
    assert not searching.holds(FIRST.encode(), NUMBER)
