"""The screen of rules: read by day, changed from a day on, after saying what it means."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from portal import clock
from portal.accounts import granting
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.people.models import Organisation
from portal.policy.installing import shipped_rules
from portal.policy.models import PolicyRule
from portal.policy.rules import rule
from tests.certificates.roster import city as rows

pytestmark = pytest.mark.django_db
SHIPPED = len({row["key"] for row in shipped_rules()})
LIST, PASS_MARK = "/desk/policy/", "/desk/policy/exam.pass_mark/"


@pytest.fixture(scope="module")
def top(lasting: None) -> Organisation:
    return rows.place("city", name="市中心")


def login(role: str, place: Organisation) -> Client:
    user = User.objects.create(username=f"{role}{place.pk}")
    granting.grant(user, role, place, actor_id=None)
    client = Client(headers={"accept-language": "en"})
    client.cookies["django_language"] = "en"
    client.force_login(user)
    return client


@pytest.fixture
def client(top: Organisation) -> Client:
    return login("city", top)


def typed(key: str = "exam.pass_mark", **changed: Any) -> dict[str, Any]:
    row = PolicyRule.objects.get(key=key, effective_to=None, withdrawn_on=None)
    return {
        "value": 70,
        "since": (clock.today() + timedelta(days=10)).isoformat(),
        "enforcement": "block",
        "basis": "市司法局〔2026〕12号",
        "source_text": "",
        "reason": "更严",
        "seen": row.pk,
        **changed,
    }


def body(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_the_list_shows_each_rule_in_words_with_its_basis(client: Client) -> None:
    page = body(client.get(LIST))
    assert f"{SHIPPED} rules in force on" in page
    assert "Pass mark of the qualifying exam" in page
    assert "人民调解法第九条" in page


def test_the_list_is_filtered_by_words_and_by_whose_word(client: Client) -> None:
    assert "1 rule in force" in body(client.get(LIST, {"q": "results that are out at once"}))
    assert "No rule fits" in body(client.get(LIST, {"origin": "city"}))
    assert client.get(LIST, {"q": "cert", "on": "2019-12-31"}).status_code == 200


def test_a_day_that_is_none_is_told_and_today_is_shown(client: Client) -> None:
    answer = client.get(LIST, {"on": "2026-02-29"})
    assert answer.status_code == 422
    assert "This is not a day of the calendar." in body(answer)
    assert f"{SHIPPED} rules in force" in body(answer)


def test_the_list_takes_few_queries_however_many_rules(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(14):
        client.get(LIST)


def test_a_change_first_says_what_it_means_and_sets_nothing(client: Client) -> None:
    page = body(client.post(PASS_MARK, typed()))
    assert "The qualifying exam is passed with 70 points of 100 or more." in page
    assert "Until then: The qualifying exam is passed with 60 points of 100 or more." in page
    assert PolicyRule.objects.filter(key="exam.pass_mark").count() == 1


def test_a_confirmed_change_holds_from_its_day_on(client: Client) -> None:
    since = clock.today() + timedelta(days=10)
    answer = client.post(PASS_MARK, typed() | {"confirm": "yes"}, follow=True)
    assert answer.redirect_chain == [(PASS_MARK, 302)]
    assert rule("exam.pass_mark", on=clock.today()).number == 60
    assert rule("exam.pass_mark", on=since).number == 70
    assert rule("exam.pass_mark", on=since).enforcement == "block"
    assert "comes" in body(answer)
    assert AuditEvent.objects.get(kind="policy.set").body.reason == "更严"
    day = since.strftime("%-d %b %Y")
    assert f"from {day}: 70" in body(client.get(LIST))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"value": ""}, "Please enter a number."),
        ({"value": "七十"}, "Please enter a number in figures, such as 60."),
        ({"value": "70.5"}, "Please enter a number in figures, such as 60."),
        ({"value": "170"}, "Please enter a number from 0 to 100."),
        ({"since": "2020-01-01"}, "A rule cannot begin in the past."),
        ({"since": "2026-02-30"}, "This is not a day of the calendar."),
        ({"since": "9999-12-31"}, "Please choose a day from 1 October 1949"),
        ({"since": ""}, "Please enter the day."),
        ({"basis": " "}, "Please name the document this rule rests on."),
        ({"reason": ""}, "Please give the reason for the change."),
        ({"enforcement": "maybe"}, "maybe is not one of the"),
        ({"seen": "0"}, "Somebody else has just changed this rule."),
    ],
)
def test_what_cannot_be_is_told_beside_the_field_and_nothing_typed_is_lost(
    client: Client, changed: dict[str, str], said: str
) -> None:
    answer = client.post(PASS_MARK, typed(**changed) | {"confirm": "yes"})
    assert answer.status_code == 422
    assert said in body(answer)
    assert "市司法局〔2026〕12号" in body(answer) or "basis" in changed
    assert PolicyRule.objects.filter(key="exam.pass_mark").count() == 1


def test_a_day_before_an_announced_change_is_refused_with_the_reason(client: Client) -> None:
    client.post(PASS_MARK, typed() | {"confirm": "yes"})
    soon = (clock.today() + timedelta(days=5)).isoformat()
    answer = client.post(PASS_MARK, typed(since=soon) | {"confirm": "yes"})
    assert answer.status_code == 422
    day = (clock.today() + timedelta(days=10)).strftime("%-d %b %Y")
    assert f"A rule that begins on {day} is set already." in body(answer)


def test_a_second_change_on_the_same_day_is_refused_at_the_day_before_it_is_confirmed(
    client: Client,
) -> None:
    key, today = "exam.objection_days", clock.today()
    address = f"/desk/policy/{key}/"
    client.post(address, typed(key, value=5, since=today, confirm="yes"))
    page = body(client.get(address))
    tomorrow = today + timedelta(days=1)
    assert f'name="since" value="{tomorrow.isoformat()}"' in page
    assert f"The version before begins on {today.strftime('%-d %b %Y')}" in page
    answer = client.post(address, typed(key, value=0, since=today))
    assert answer.status_code == 422
    field = body(answer).partition('for="id_since"')[2].partition('for="id_reason"')[0]
    assert "is set already. Please choose a later day." in field
    assert "What this means" not in body(answer)
    assert client.post(address, typed(key, value=0, since=tomorrow)).status_code == 200


def announced(client: Client, value: int = 70) -> PolicyRule:
    client.post(PASS_MARK, typed(value=value) | {"confirm": "yes"})
    return PolicyRule.objects.get(key="exam.pass_mark", value=value, withdrawn_on=None)


def test_an_announced_change_is_withdrawn_with_a_reason_and_stays_readable(client: Client) -> None:
    row = announced(client)
    address = f"{PASS_MARK}{row.pk}/withdraw/"
    assert address in body(client.get(PASS_MARK))
    page = body(client.post(address, {"reason": "暂缓执行"}, follow=True))
    assert f"What was announced for {row.effective_from:%-d %b %Y} is withdrawn." in page
    assert "before it began: 暂缓执行" in page
    assert address not in page
    assert f"from {row.effective_from:%-d %b %Y}: 70" not in body(client.get(LIST))
    assert announced(client, 75).value == 75


def test_a_withdrawal_without_reason_or_a_second_one_is_told(client: Client) -> None:
    row = announced(client)
    address = f"{PASS_MARK}{row.pk}/withdraw/"
    answer = client.post(address, {"reason": " "})
    assert answer.status_code == 422
    assert "Please say why." in body(answer)
    client.post(address, {"reason": "写错"})
    late = client.post(address, {"reason": "暂缓执行"})
    assert late.status_code == 422
    assert "what has not begun can be withdrawn" in body(late)
    assert "暂缓执行</textarea>" in body(late)


def test_only_whoever_may_change_a_rule_withdraws_one(client: Client, top: Organisation) -> None:
    row = announced(client)
    address = f"{PASS_MARK}{row.pk}/withdraw/"
    below = login("admin", rows.place("township", top, "甲镇"))
    for other in (login("auditor", top), below):
        assert address not in body(other.get(PASS_MARK))
        assert other.post(address, {"reason": "暂缓"}).status_code == 404
    assert client.post(f"/desk/policy/exam.minutes/{row.pk}/withdraw/").status_code == 404
    assert PolicyRule.objects.get(pk=row.pk).withdrawn_on is None


def test_a_rule_that_nothing_reads_says_so_and_how_sure_it_is(client: Client) -> None:
    said = "nothing in the platform reads this rule yet"
    assert said not in body(client.get(PASS_MARK))
    page = body(client.get("/desk/policy/villagers_committee.term_years/"))
    assert said in page
    assert "an excerpt or a report was read" in page
    assert "for reference only" in body(client.get(LIST, {"q": "villagers_committee.term_years"}))
    assert "for reference only" not in body(client.get(LIST, {"q": "exam.pass_mark"}))


@pytest.mark.parametrize(
    ("key", "values", "kept"),
    [
        ("train.pre_post_hours", {"value": "24.5"}, 24.5),
        ("train.pre_post_hours", {"value": "30.0"}, 30),
        ("cert.division", {"value": "990102"}, "990102"),
        ("cert.authority", {"zh": "甲市司法局", "en": "Jia"}, {"zh": "甲市司法局", "en": "Jia"}),
        ("post.four_haves", {"value": ["desk", "letter"]}, ["desk", "letter"]),
        ("accounts.second_factor_exempt", {"value": "one\ntwo"}, ["one", "two"]),
        ("accounts.second_factor_exempt", {"value": ""}, []),
        ("calendar.days_off", {"value": "2027年1月1日\n2026-12-31"}, ["2026-12-31", "2027-01-01"]),
        ("calendar.days_worked", {"value": ""}, []),
    ],
)
def test_each_type_of_value_has_its_own_fields(
    client: Client, key: str, values: dict[str, Any], kept: Any
) -> None:
    address = f"/desk/policy/{key}/"
    assert client.get(address).status_code == 200
    sent = {name: value for name, value in typed(key).items() if name != "value"} | values
    assert client.post(address, sent).status_code == 200
    assert client.post(address, sent | {"confirm": "yes"}).status_code == 302
    assert PolicyRule.objects.get(key=key, effective_to=None).value == kept


def test_a_division_code_of_five_figures_is_refused(client: Client) -> None:
    answer = client.post("/desk/policy/cert.division/", typed("cert.division", value="99010"))
    assert "Please enter the six figures of the division code." in body(answer)


def test_an_auditor_reads_and_cannot_change(top: Organisation) -> None:
    auditor = login("auditor", top)
    page = body(auditor.get(PASS_MARK))
    assert "you can read them here" in page
    assert "Change from a day on" not in page
    assert auditor.post(PASS_MARK, typed() | {"confirm": "yes"}).status_code == 404
    assert auditor.post("/desk/policy/sets/qinghai/", typed()).status_code == 404


def test_an_administrator_of_a_township_cannot_change_the_rules_of_the_city(
    top: Organisation,
) -> None:
    below = login("admin", rows.place("township", top, "甲镇"))
    assert below.get(PASS_MARK).status_code == 200
    assert below.post(PASS_MARK, typed() | {"confirm": "yes"}).status_code == 404


def test_a_rule_or_set_that_nobody_ships_does_not_exist(client: Client) -> None:
    assert client.get("/desk/policy/no.such/").status_code == 404
    assert client.get("/desk/policy/sets/elsewhere/").status_code == 404


def test_a_set_is_shown_beside_what_is_in_force_and_put_in_force(client: Client) -> None:
    address = "/desk/policy/sets/qinghai/"
    assert "Change 5 rules" in body(client.get(address))
    asked = {"since": clock.today().isoformat(), "reason": "省里要求"}
    answer = client.post(address, asked, follow=True)
    assert "5 rules change from" in body(answer)
    assert rule("train.annual_hours", on=clock.today()).number == 80
    assert "All rules of this set are in force already." in body(client.get(address))
    refused = client.post(address, asked)
    assert refused.status_code == 422


def test_a_set_needs_a_reason_and_a_day_that_is_not_past(client: Client) -> None:
    answer = client.post("/desk/policy/sets/qinghai/", {"since": "2020-01-01", "reason": ""})
    assert answer.status_code == 422
    assert "A rule cannot begin in the past." in body(answer)
    assert "Please give the reason for the change." in body(answer)
