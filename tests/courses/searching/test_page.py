"""The public search, as anybody uses it."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import PageViewRestriction

from courses.models import CommentaryPage, ModulePage
from courses.searching.models import Entry
from portal import clock
from tests.courses import rows

pytestmark = pytest.mark.django_db
NUMBER = "990101199001011237"
PHONE = "13800138000"


@pytest.fixture(scope="module", autouse=True)
def pages(lasting: None) -> None:
    rows.library()
    module = rows.module(title="物权与相邻关系", subject="property")
    rows.lesson(module, "one", title="老水沟与新院墙", goal="会看排水的旧例")
    rows.commentary(
        "a", title="雨水该往哪里流", facts="<p>两家为<b>排</b>水争了三年&lt;b&gt;。</p>"
    )
    rows.commentary("b", title="借条上的利息", dispute_kind="loan", keywords="借条")
    call_command("wagtail_update_index", verbosity=0)


def asked(client: Client, **query: str) -> str:
    response = client.get("/search/", query)
    assert response.status_code == 200
    return response.content.decode()


def found(page: str) -> list[str]:
    """The titles of the hits in their order, without marks."""
    cut = page.partition('<ol class="found"')[2].partition("</ol>")[0]
    links = [part.partition("</a>")[0] for part in cut.split("<h3")[1:]]
    return [
        link.rpartition('/">')[2].replace("<mark>", "").replace("</mark>", "") for link in links
    ]


def test_what_was_found_in_titles_leads_then_headings_then_text(client: Client) -> None:
    rows.commentary("c", title="排水之争")
    newest = clock.now()
    rows.commentary("d", title="另一案", key_holding="排水照旧。", first_published_at=newest)
    call_command("wagtail_update_index", verbosity=0)
    assert found(asked(client, q="排水")) == [
        "排水之争",
        "另一案",
        "老水沟与新院墙",
        "雨水该往哪里流",
    ]


def test_words_around_the_hit_are_marked_and_everything_is_escaped(client: Client) -> None:
    page = asked(client, q="排水")
    assert "<mark>排水</mark>争了三年&lt;b&gt;。" in page
    assert "<b>。" not in page


def test_kinds_subjects_and_disputes_narrow_what_is_found(client: Client) -> None:
    assert len(found(asked(client, q="民法典"))) == 5
    assert found(asked(client, q="排水", kind="lesson")) == ["老水沟与新院墙"]
    assert found(asked(client, q="排水", subject="property")) == ["老水沟与新院墙"]
    assert found(asked(client, q="民法典", dispute="loan")) == ["借条上的利息"]
    assert found(asked(client, q="民法典", dispute="no-such", kind="x", subject="%")) != []
    assert found(asked(client, q="要旨", kind="article")) == [
        "民法典 第二百八十八条 条旨",
        "民法典 第二百九十条 条旨",
    ]


@pytest.mark.parametrize(
    "typed", ["民法典 290", "民法典第290条", "《民法典》第二百九十条", "民法典２９０"]
)
def test_a_law_and_a_number_lead_to_the_article(client: Client, typed: str) -> None:
    lead = asked(client, q=typed).partition('class="lead"')[2].partition("</section>")[0]
    assert 'href="/law/civil-code/290/"' in lead


def test_the_name_of_a_law_leads_to_the_law(client: Client) -> None:
    assert 'class="lead__link" href="/law/civil-code/"' in asked(client, q="民法典")
    assert "lead__link" not in asked(client, q="民法典排水")
    assert "lead__link" not in asked(client, q="290")
    assert 'class="lead__link" href="/law/civil-code/"' in asked(client, q="民法典 999")


def test_a_page_that_was_withdrawn_or_closed_is_found_no_more_at_once(client: Client) -> None:
    page = CommentaryPage.objects.get(slug="a")
    page.unpublish()
    assert found(asked(client, q="雨水")) == []
    closed = ModulePage.objects.get()
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    assert found(asked(client, q="院墙")) == []
    assert "老水沟" not in asked(client, q="水沟院墙")


def test_keys_and_explanations_are_found_by_nobody(client: Client) -> None:
    for secret in (rows.SECRET, "留过水洞"):
        assert found(asked(client, q=secret[:4])) == []
    assert not Entry.objects.filter(body__text__contains=rows.SECRET).exists()


def test_nothing_found_says_what_to_try(client: Client) -> None:
    page = asked(client, q="雨水 没这个词")
    assert '<strong lang="zh-Hans">雨水</strong>' in page
    near = asked(client, q="院墙倒塌")
    assert found(near) == []
    assert "老水沟与新<mark>院墙</mark>" in near.replace("院墙倒塌", "") or "老水沟与新院墙" in near
    assert "拼音" in asked(client, q="paishui")


@pytest.mark.parametrize(
    "typed",
    [
        "%",
        "_",
        "'",
        '"',
        "\\",
        ";--",
        "' OR 1=1 --",
        "（）……",
        "^(a+)+$",
        "😀",
        "\x00",
        "*",
        "NEAR(",
        "&|!:",
    ],
)
def test_odd_signs_get_a_plain_page(client: Client, typed: str) -> None:
    asked(client, q=typed)
    asked(client, q=f"排水{typed}院墙")
    assert client.post("/search/", {"q": typed}).status_code == 302


def test_four_byte_characters_are_looked_for(client: Client) -> None:
    rows.commentary("e", title="𠮷家的墙")
    call_command("wagtail_update_index", verbosity=0)
    assert found(asked(client, q="𠮷家")) == ["𠮷家的墙"]


def test_of_ten_thousand_characters_a_hundred_are_kept_and_the_page_says_so(client: Client) -> None:
    response = client.post("/search/", {"q": "排水" * 5000})
    assert len(parse_qs(urlsplit(response["Location"]).query)["q"][0]) == 100
    assert (
        "100" in client.get(response["Location"]).content.decode().partition("note--info")[2][:400]
    )
    assert len(client.get("/search/", {"q": "水" * 10_000})["Location"]) < 1000


def test_what_is_posted_is_found_at_its_own_address(client: Client) -> None:
    response = client.post(
        "/search/", {"q": " 排水 ", "kind": "lesson", "subject": "", "dispute": "x"}
    )
    assert response["Location"] == "/search/?q=%E6%8E%92%E6%B0%B4&kind=lesson"


@pytest.mark.parametrize(
    "typed",
    [
        NUMBER,
        f"张三 {NUMBER}",
        "９９０１０１１９９００１０１１２３７",
        "990101 19900101 1237",
        PHONE,
        "138-0013-8000",
    ],
)
def test_a_number_of_a_person_is_neither_looked_for_nor_kept(client: Client, typed: str) -> None:
    response = client.post("/search/", {"q": typed, "kind": "lesson"})
    page = response.content.decode()
    assert (response.status_code, "Location" in response) == (422, False)
    assert typed not in page
    assert 'href="/v/"' in page


def test_an_address_with_a_number_of_a_person_is_not_answered_with_it(client: Client) -> None:
    response = client.get("/search/", {"q": NUMBER})
    assert response["Location"] == "/search/"
    response = client.get("/search/", {"q": PHONE})
    assert response["Location"] == "/search/?unfit=1"
    assert 'href="/v/"' in client.get("/search/?unfit=1").content.decode()


def test_hits_come_in_pages_of_ten(client: Client) -> None:
    for at in range(12):
        rows.commentary(f"n{at}", title=f"滴水檐{at}")
    call_command("wagtail_update_index", verbosity=0)
    first, last = asked(client, q="滴水檐"), asked(client, q="滴水檐", page="99")
    assert (len(found(first)), len(found(last))) == (10, 2)
    assert not set(found(first)) & set(found(last))
    assert "page=2" in first


def test_a_search_takes_as_many_queries_for_three_hits_as_for_one(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    asked(client, q="借条")
    with django_assert_max_num_queries(40) as one:
        assert len(found(asked(client, q="借条"))) == 1
    with django_assert_max_num_queries(len(one) + 2):
        assert len(found(asked(client, q="民法典"))) == 5


def test_the_box_stands_in_the_frame_of_every_public_page(client: Client) -> None:
    home = client.get("/").content.decode()
    assert 'class="strip__search" method="post" action="/search/"' in home
    assert '<a href="/search/">' in home
    assert client.head("/search/").status_code == 200
    assert client.put("/search/").status_code == 405
