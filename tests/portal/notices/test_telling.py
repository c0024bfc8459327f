"""Telling: once, to one addressee, in the act's transaction; word of it goes out without words."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext_lazy, override
from pytest_django import Settings

from portal import clock
from portal.accounts.choices import Role
from portal.accounts.models import User
from portal.jobs.enqueueing import NoTransaction, enqueue_many
from portal.jobs.models import Job
from portal.jobs.working import work_all
from portal.notices import reading
from portal.notices.models import Notice
from portal.notices.telling import SEND, Message, tell, tell_many
from portal.notices.wording import Fact, Wording, subject_of, text_of
from portal.people.models import Organisation, Person
from portal.scope import Scope
from tests.portal.people import rows

pytestmark = pytest.mark.django_db
READY = Wording("certificate.ready", "Messages", "%(name)s, %(role)s, %(day)s")
QUIET = "您有一条新消息，请登录查看。"


@pytest.fixture
def person() -> Person:
    found = rows.person(rows.centre())
    Person.objects.unscoped("test").filter(pk=found.pk).update(
        phone="19900001234", email="zhou@example.cn"
    )
    return Person.objects.unscoped("test").get(pk=found.pk)


def tell_ready(person: Person, key: str = "1") -> bool:
    return tell(
        READY,
        key=key,
        person_id=person.pk,
        facts={"name": "周桂芳", "role": Role.HR.label, "day": date(2026, 11, 25)},
        link="/desk/",
    )


def notice() -> Notice:
    return Notice.objects.unscoped("test").get()


def test_the_same_is_told_once(person: Person) -> None:
    assert [tell_ready(person), tell_ready(person), tell_ready(person, "2")] == [True, False, True]
    assert Notice.objects.unscoped("test").count() == 2
    assert Job.objects.filter(kind=SEND).count() == 2


def test_a_notice_is_told_in_the_transaction_of_the_act(person: Person) -> None:
    with transaction.atomic():
        tell_ready(person)
        transaction.set_rollback(True)
    assert (Notice.objects.unscoped("test").count(), Job.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_told() -> None:
    with pytest.raises(NoTransaction):
        tell(READY, key="1", user_id=1)


def test_a_notice_has_one_addressee(person: Person) -> None:
    nobody: dict[str, Any] = {}
    for both in (nobody, {"person_id": person.pk, "user_id": rows.login().pk}):
        with pytest.raises(Exception, match="notice_has_one_addressee"), transaction.atomic():
            tell(READY, key="1", **both)


@pytest.mark.parametrize(
    ("language", "subject", "text"),
    [("zh-hans", "消息", "周桂芳, 人事, 2026年11月25日"),
     ("en", "Messages", "周桂芳, HR, 25 Nov 2026")],
)  # fmt: skip
def test_a_notice_is_read_in_the_readers_language(
    person: Person, language: str, subject: str, text: str
) -> None:
    tell_ready(person)
    with override(language):
        assert (subject_of(notice()), text_of(notice())) == (subject, text)


def test_mail_says_nothing_but_that_something_waits(person: Person) -> None:
    tell_ready(person)
    assert work_all(SEND) == 1
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["zhou@example.cn"], QUIET)
    assert "周桂芳" not in sent.body
    assert "/desk/notices/" in sent.body
    assert sent.extra_headers["Message-ID"].startswith(f"<notice.send.{notice().pk}.mail@")
    assert notice().mailed_at is not None


def test_what_was_read_meanwhile_is_not_mailed(person: Person) -> None:
    tell_ready(person)
    reading.read(notice())
    assert (work_all(SEND), mail.outbox, notice().mailed_at) == (1, [], None)


def test_an_address_that_went_meanwhile_gets_no_mail(person: Person) -> None:
    tell_ready(person)
    Person.objects.unscoped("test").update(email="")
    assert (work_all(SEND), mail.outbox) == (1, [])


def test_without_an_address_no_job_is_made(person: Person) -> None:
    Person.objects.unscoped("test").update(email="")
    assert (tell_ready(person), Job.objects.count()) == (True, 0)


def test_a_logins_mail_goes_to_the_login(person: Person) -> None:
    user = User.objects.create(username="hr", email="hr@example.cn", phone="19900005678")
    Person.objects.unscoped("test").filter(pk=person.pk).update(user=user)
    tell_ready(person)
    tell(READY, key="1", user_id=user.pk, facts={"name": "", "role": "", "day": ""})
    assert work_all(SEND) == 2
    assert [message.to for message in mail.outbox] == [["hr@example.cn"]] * 2


def test_the_recording_peer_of_sms_sends_nothing_and_masks(
    person: Person, settings: Settings, tmp_path: Path
) -> None:
    settings.NOTICE_CHANNELS = ["portal.notices.recording_sms.RecordingSms"]
    settings.DATA_DIR = tmp_path
    tell_ready(person)
    user = User.objects.create(username="hr", phone="19900005678")
    tell(READY, key="1", user_id=user.pk)
    assert (work_all(SEND), mail.outbox) == (2, [])
    lines = (tmp_path / "sms-recorded.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["to"] for line in lines] == ["199****1234", "199****5678"]
    assert json.loads(lines[0])["text"] == QUIET


def test_a_channel_that_was_switched_off_sends_nothing(person: Person, settings: Settings) -> None:
    tell_ready(person)
    settings.NOTICE_CHANNELS = []
    assert (work_all(SEND), mail.outbox) == (1, [])


def test_old_notices_are_forgotten(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    tell_ready(person)
    past = clock.now() - timedelta(days=731)
    Notice.objects.unscoped("test").update(created_at=past)
    tell_ready(person, "2")
    assert reading.forget_old() == 1
    assert notice().key == "2"


def test_a_visitor_has_no_inbox(person: Person) -> None:
    tell_ready(person)
    assert (reading.unread(Scope()), reading.inbox(Scope()).count()) == (0, 0)


def test_somebody_elses_fact_is_a_plain_word_in_any_language(person: Person) -> None:
    tell(
        READY,
        key="1",
        person_id=person.pk,
        facts={"name": "", "role": gettext_lazy("HR"), "day": ""},
    )
    with override("de"):
        assert text_of(notice()) == ", 人事, "


def messages(count: int) -> list[Message]:
    place = Organisation.objects.first() or rows.centre()
    people = [rows.person(place, name=f"周{sign}") for sign in "一二三四五六七八"[:count]]
    ids = [one.pk for one in people]
    Person.objects.unscoped("test").filter(pk__in=ids).update(email="zhou@example.cn")
    facts: dict[str, Fact] = {
        "name": "周桂芳",
        "role": Role.HR.label,
        "day": date(2026, 11, 25),
    }
    return [Message(READY, key="1", person_id=pk, facts=facts, link="/desk/") for pk in ids]


def test_many_are_told_once_each_in_as_many_queries_as_few() -> None:
    took = []
    for count in (2, 8):
        told = messages(count)
        with CaptureQueriesContext(connection) as queries:
            assert tell_many(told) == count
        took.append(len(queries))
        assert tell_many([*told, *told]) == 0
    assert took[0] == took[1]
    assert Job.objects.filter(kind=SEND).count() == Notice.objects.unscoped("test").count() == 10


def test_who_is_told_among_many_reads_it_like_one_told_alone() -> None:
    (one,) = messages(1)
    login = rows.login()
    assert tell_many([one, Message(READY, "1", user_id=login.pk, facts=one.facts)]) == 2
    alone = Notice.objects.unscoped("test").get(user=login)
    among = Notice.objects.unscoped("test").get(person=one.person_id)
    with override("zh-hans"):
        assert subject_of(alone) == subject_of(among) == "消息"
        assert text_of(alone) == text_of(among) == "周桂芳, 人事, 2026年11月25日"
    assert (among.link, among.created_at.tzinfo is not None) == ("/desk/", True)
    work_all(SEND)
    assert [sent.to for sent in mail.outbox] == [["zhou@example.cn"]]


@pytest.mark.django_db(transaction=True)
def test_many_are_told_in_a_transaction_only() -> None:
    with pytest.raises(NoTransaction):
        tell_many([Message(READY, "1", user_id=1)])
    with pytest.raises(NoTransaction):
        enqueue_many(SEND, [])
