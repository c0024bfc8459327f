"""Every question is kept without name, code or address, counted for the holder, and forgotten."""

import json
from datetime import timedelta

import pytest
from django.core import serializers
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client, override_settings

from certificates import numbering
from certificates.asking import counting, noting
from certificates.asking.models import Asked
from certificates.models import Certificate
from portal import clock
from tests.certificates.asking.rows import MANY, ask, holding, made, query_of
from tests.certificates.rows import certified
from tests.exams import rows as exam_rows
from tests.portal.policy import rows as rules

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_has_passed")]


def kept() -> list[Asked]:
    return list(Asked.objects.unscoped("test").order_by("pk"))


def by_all_ways(row: Certificate, secret: str) -> list[str]:
    """The query numbers of one question by each way."""
    visitor, program = Client(REMOTE_ADDR="203.0.113.77"), holding(secret)
    number = {"number": row.number, "name": "周桂芳"}
    return [
        query_of(visitor.get(f"/v/{row.code}/")),
        query_of(visitor.post("/v/", number)),
        program.get(f"/api/v1/certificates/{row.code}").json()["query"],
        ask(program, **number).json()["query"],
        ask(program, MANY, questions=[number]).json()["answers"][0]["query"],
    ]


def test_every_question_is_kept_with_its_way_and_office_and_nothing_of_the_asker() -> None:
    row, (key, secret) = certified(), made()
    queries = by_all_ways(row, secret)
    found = kept()
    assert [(one.query, one.way, one.key_id) for one in found] == [
        (queries[0], "code", None),
        (queries[1], "number", None),
        (queries[2], "key", key.pk),
        (queries[3], "key", key.pk),
        (queries[4], "many", key.pk),
    ]
    assert {(one.day, one.verdict, one.certificate_id) for one in found} == {
        (clock.today(), "valid", row.pk)
    }
    assert found[0].network == "203.0.113.0/24"
    everything = serializers.serialize("json", found)
    for secret_thing in ("203.0.113.77", row.code, row.number, "周桂芳", secret):
        assert secret_thing not in everything
    assert "周" not in json.dumps(json.loads(everything), ensure_ascii=False)


def test_a_question_in_vain_is_kept_for_nobody(client: Client) -> None:
    row = certified()
    client.get(f"/v/{numbering.new_code()}/")
    client.post("/v/", {"number": row.number, "name": "别人"})
    assert [(one.verdict, one.certificate_id) for one in kept()] == [("not_found", None)] * 2


def test_one_question_is_one_insert(client: Client) -> None:
    row = certified()
    with connection.execute_wrapper(written := Written()):
        client.get(f"/v/{row.code}/")
    assert written.words == ["INSERT INTO asking_asked"]


class Written:
    """Collects the beginnings of what is written."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def __call__(self, execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        if not sql.lstrip().startswith(("SELECT", "SAVEPOINT", "RELEASE")):
            self.words.append(" ".join(sql.split()[:3]))
        return execute(sql, params, many, context)


def test_the_holder_reads_how_often_and_by_which_offices(client: Client) -> None:
    row, (_key, secret) = certified(), made()
    by_all_ways(row, secret)
    with clock.at(clock.now() - timedelta(days=counting.DAYS)):
        client.get(f"/v/{row.code}/")
    told = counting.of_certificates([row.pk, row.pk + 1])
    assert told[row.pk] == counting.Told(total=5, others=2, offices=[("人事局", 3)])
    assert told[row.pk + 1].total == 0
    holder = Client()
    holder.cookies["django_language"] = "en"
    assert row.person.user is not None
    holder.force_login(row.person.user)
    page = holder.get("/desk/certificates/mine/").content.decode()
    assert "Verified 5 times in the last 90 days" in page
    assert "人事局" in page
    assert "2 times by others" in page


def test_the_holders_own_looks_are_not_counted_and_those_of_staff_apart(client: Client) -> None:
    row = certified()
    officer = exam_rows.staff("hr", row.organisation)
    for user in (row.person.user, officer, exam_rows.person().user):
        assert user is not None
        visitor = Client()
        visitor.force_login(user)
        visitor.get(f"/v/{row.code}/")
    client.get(f"/v/{row.code}/")
    assert [one.way for one in kept()] == ["own", "staff", "code", "code"]
    told = counting.of_certificates([row.pk])[row.pk]
    assert told == counting.Told(total=3, others=2, staff=1)


def test_a_question_is_never_changed() -> None:
    row = certified()
    Client().get(f"/v/{row.code}/")
    with pytest.raises(IntegrityError), transaction.atomic():
        Asked.objects.unscoped("test").update(verdict="revoked")


def test_questions_are_forgotten_after_the_days_of_the_rule(client: Client) -> None:
    rules.in_force("verify.questions_keep_days", 200)
    row = certified()
    for days in (201, 200, 1):
        with clock.at(clock.now() - timedelta(days=days)):
            client.get(f"/v/{row.code}/")
    assert noting.forget_old() == 1
    assert len(kept()) == 2


def test_the_answer_is_given_though_it_cannot_be_kept(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_notes: object) -> None:
        raise DatabaseError("disk full")

    row = certified()
    monkeypatch.setattr(noting, "keep", full)
    with override_settings(DEBUG=False):
        assert "verdict--valid" in client.get(f"/v/{row.code}/").content.decode()
