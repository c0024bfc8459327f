"""Numbers in addresses and forms that no row can have."""

import pytest
from django.test import Client
from django.urls import reverse

from portal.numbered import ids, one_id
from tests.exams import rows
from tests.exams.views.test_mine import signed_in

pytestmark = pytest.mark.django_db
LATER = ("marking_next", "objection", "marking_overview", "result", "correction", "pass_list")

NO_ROWS = ("9" * 30, "9" * 5000, "²", "-1")  # int() or a database refuses each of them


def test_only_what_can_be_the_id_of_a_row_is_taken() -> None:
    sent = ["7", "007", "8", "", "x", "1.5", "７", "9" * 18, "9" * 19, *NO_ROWS]
    assert ids(sent) == {7, 8, 10**18 - 1}
    assert [one_id(text) for text in ("7", "x", *NO_ROWS)] == [7, *[None] * 5]


@pytest.mark.parametrize("number", [0, 2**63, 99999999999999999999])
@pytest.mark.parametrize("name", LATER)
def test_a_number_that_no_row_can_have_is_no_page(name: str, number: int) -> None:
    from_nobody, from_somebody = Client(), signed_in(rows.person())
    for client in (from_nobody, from_somebody):
        for ask in (client.get, client.post):
            assert ask(reverse(name, args=[number])).status_code in {302, 404, 405}
    assert from_somebody.get(reverse("objection", args=[number])).status_code == 404
