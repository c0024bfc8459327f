"""Old addresses of pages lead to the new ones, and nowhere else."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect

pytestmark = pytest.mark.django_db


def test_an_old_address_of_a_page_leads_to_the_new_one(client: Client) -> None:
    Redirect.objects.create(old_path="/learn/old", redirect_link="/learn/new/")
    answer = client.get("/learn/old/")
    assert (answer.status_code, answer["Location"]) == (301, "/learn/new/")


@pytest.mark.parametrize("room", ["desk", "roster", "exams", "accounts", "api"])
def test_no_editor_leads_from_an_address_of_a_room_without_pages(client: Client, room: str) -> None:
    Redirect.objects.create(old_path=f"/{room}/nothing", redirect_link="https://elsewhere.example/")
    assert client.get(f"/{room}/nothing/").status_code == 404


def test_nobody_looks_for_one_there(client: Client) -> None:
    table = Redirect._meta.db_table
    with CaptureQueriesContext(connection) as queries:
        client.get("/exams/nothing/")
    assert not [query for query in queries.captured_queries if table in query["sql"]]
    with CaptureQueriesContext(connection) as queries:
        client.get("/learn/nothing/")
    assert [query for query in queries.captured_queries if table in query["sql"]]
