"""Drafts on the desk: who reaches which, what each may do there, what is said when refused."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from courses.editing import hiding, reviewing
from courses.editing.models import HiddenName, Overrule
from courses.editing.showing import waiting_lines
from courses.models import LessonPage
from portal import clock
from portal.accounts.models import User
from tests.courses.editing import desks
from tests.courses.editing.desks import client_of, state_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]


@pytest.fixture
def page(people: dict[str, User]) -> LessonPage:
    return desks.draft(people["author"], words=f"身份证{desks.ID}。")


def status(user: User, page: LessonPage) -> int:
    return int(client_of(user).get(f"/desk/drafts/{page.pk}/").status_code)


def act(user: User, page: LessonPage, name: str, **typed: Any) -> Any:
    return client_of(user).post(f"/desk/drafts/{page.pk}/{name}/", typed)


def test_a_draft_is_reached_by_its_author_its_keeper_and_its_reviewer_of_the_hour(
    page: LessonPage, people: dict[str, User]
) -> None:
    reached = {name: status(user, page) for name, user in people.items()}
    assert reached == {
        "author": 200, "judge": 404, "second": 404, "final": 404, "city": 200, "clerk": 404,
    }  # fmt: skip
    reviewing.hand_in(page, by=people["author"])
    assert [status(people[name], page) for name in ("judge", "second", "clerk")] == [200, 404, 404]
    assert Client().get(f"/desk/drafts/{page.pk}/").status_code == 302
    assert act(people["second"], page, "pass").status_code == 404
    assert act(people["author"], page, "burn").status_code == 404


def test_the_desk_shows_what_waits_and_where_ones_own_drafts_are(
    page: LessonPage, people: dict[str, User]
) -> None:
    reviewing.hand_in(page, by=people["author"])
    for name, word in (("judge", "待审"), ("author", "我的稿件")):
        for address in ("/desk/", "/desk/drafts/"):
            shown = client_of(people[name]).get(address).content.decode()
            assert word in shown
            assert f"/desk/drafts/{page.pk}/" in shown
    other = client_of(people["second"]).get("/desk/").content.decode()
    assert f"/desk/drafts/{page.pk}/" not in other


def test_a_returned_draft_stands_in_front_of_newer_ones(
    page: LessonPage, people: dict[str, User]
) -> None:
    reviewing.hand_in(page, by=people["author"])
    reviewing.send_back(desks.state_of(page), "请补充依据", by=people["judge"])
    for number in range(5):
        desks.draft(people["author"], f"newer{number}")
    shown = client_of(people["author"]).get("/desk/").content.decode()
    found = re.findall(r"/desk/drafts/(\d+)/", shown)
    assert (found[0], len(set(found))) == (str(page.pk), 5)


def test_the_check_names_places_and_shows_no_number(
    page: LessonPage, people: dict[str, User]
) -> None:
    shown = client_of(people["author"]).get(f"/desk/drafts/{page.pk}/").content.decode()
    assert "内容第 3 段" in shown
    assert "疑似身份证号" in shown
    assert desks.ID not in shown


def test_the_whole_way_from_handing_in_to_a_public_page(
    page: LessonPage, people: dict[str, User]
) -> None:
    assert act(people["author"], page, "hand-in").status_code == 302
    refused = act(people["judge"], page, "pass", remark="可以")
    assert refused.status_code == 422
    assert "内容第 3 段" in refused.content.decode()
    assert "可以" in refused.content.decode()
    digest = refused.context["found"][0][0].digest
    missing = act(people["judge"], page, "overrule", digest=digest, reason="")
    assert missing.status_code == 422
    assert act(people["judge"], page, "overrule", digest="x", reason="示例").status_code == 422
    assert act(people["judge"], page, "overrule", digest=digest, reason="示例").status_code == 302
    assert Overrule.objects.get().by == people["judge"]
    assert act(people["judge"], page, "pass").url == "/desk/drafts/"
    assert act(people["second"], page, "return", reason="").status_code == 422
    assert act(people["second"], page, "return", reason="请写明依据").status_code == 302
    shown = client_of(people["author"]).get(f"/desk/drafts/{page.pk}/").content.decode()
    assert "second退回了稿件：请写明依据" in shown
    assert act(people["author"], page, "hand-in").status_code == 302
    assert act(people["second"], page, "pass").status_code == 302
    assert act(people["final"], page, "pass", moment="昨天").status_code == 422
    assert act(people["final"], page, "pass").status_code == 302
    shown = client_of(people["author"]).get(f"/desk/drafts/{page.pk}/").content.decode()
    assert 'href="/learn/property/water/"' in shown
    assert "退回了稿件" not in shown
    assert Client().get("/learn/property/water/").status_code == 200


def test_the_final_review_sets_the_moment(people: dict[str, User]) -> None:
    page = desks.draft(people["author"])
    reviewing.hand_in(page, by=people["author"])
    for name in ("judge", "second"):
        reviewing.let_pass(state_of(page), by=people[name])
    moment = (clock.now() + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    assert act(people["final"], page, "pass", moment=moment).status_code == 302
    shown = client_of(people["author"]).get("/desk/drafts/").content.decode()
    assert "待定时发布" in shown


def test_the_author_takes_it_back(page: LessonPage, people: dict[str, User]) -> None:
    reviewing.hand_in(page, by=people["author"])
    assert act(people["judge"], page, "take-back").status_code == 422
    assert act(people["author"], page, "take-back").status_code == 302
    assert act(people["author"], page, "pass").status_code == 422
    assert status(people["judge"], page) == 404


def test_names_of_the_hidden_list_are_kept_unreadable_and_found(
    page: LessonPage, people: dict[str, User]
) -> None:
    desks.edited(page, "那天阿 依古丽来了。", people["author"])
    answer = act(people["author"], page, "names", names="阿依古丽\n李\n")
    assert answer.status_code == 422
    assert "2 至 20 个字" in answer.content.decode()
    assert act(people["author"], page, "names", names="阿依古丽\n 李雷\n李雷").status_code == 302
    assert HiddenName.objects.count() == 2
    assert "阿依古丽" not in "".join(HiddenName.objects.values_list("index", flat=True))
    shown = client_of(people["author"]).get(f"/desk/drafts/{page.pk}/").content.decode()
    assert "隐名名单上的姓名" in shown
    assert act(people["city"], page, "names", names="王五六").status_code == 422
    assert act(people["city"], page, "empty").status_code == 422
    assert act(people["author"], page, "empty").status_code == 302
    assert HiddenName.objects.count() == 0


def test_a_list_has_an_end(page: LessonPage, people: dict[str, User]) -> None:
    names = [f"张三{chr(0x4E00 + number)}" for number in range(hiding.MOST + 1)]
    with pytest.raises(hiding.ListRefused):
        hiding.keep(page, names, actor_id=people["author"].pk)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_drafts_costs_the_same_for_each(
    number: int, people: dict[str, User], django_assert_max_num_queries: Any
) -> None:
    for count in range(number):
        desks.draft(people["author"], slug=f"draft{count}")
    client = client_of(people["author"])
    client.get("/desk/drafts/")
    with django_assert_max_num_queries(22 + 4 * number):
        client.get("/desk/drafts/")


def test_what_waits_costs_the_same_for_three_drafts_as_for_one(
    people: dict[str, User], django_assert_max_num_queries: Any
) -> None:
    def hand_in(slug: str) -> None:
        reviewing.hand_in(desks.draft(people["author"], slug=slug), by=people["author"])

    hand_in("one")
    assert len(waiting_lines(people["judge"])) == 1
    with django_assert_max_num_queries(20) as one:
        waiting_lines(people["judge"])
    hand_in("two")
    hand_in("three")
    with django_assert_max_num_queries(len(one)):
        assert len(waiting_lines(people["judge"])) == 3
