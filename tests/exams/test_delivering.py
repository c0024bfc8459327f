"""The paper as its candidate sees it: every question at once, for a page that loses its line."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from exams.models import Attempt
from tests.exams.views.test_mine import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(attempt: Attempt) -> Client:
    return signed_in(attempt.person)


def test_all_questions_come_at_once_in_few_queries_and_without_a_key(
    client: Client, attempt: Attempt, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    address = f"/exams/attempts/{attempt.pk}/"
    client.post(address, {"question": 2, "value": "B", "go": "next"})
    client.get(address)
    with django_assert_max_num_queries(9):
        page = client.get(f"{address}?q=all").content.decode()
    assert [f'data-sheet="{place}"' in page for place in range(1, 7)] == [True] * 5 + [False]
    assert page.count("checked") == 1
    assert "explanation" not in page
