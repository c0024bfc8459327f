"""Decisions on titles and grades at the desk: entered beside a post certificate, agreed to by
somebody else, declined with a reason."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from certificates import awarding, lifecycle
from certificates.models import Award, Certificate
from portal import clock
from portal.accounts.models import User
from portal.jobs.working import work_all
from tests.certificates.roster import city
from tests.certificates.rows import certified
from tests.certificates.rows_of_kinds import BODY, DOCUMENT, awarded, entered, officers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_has_passed")]


def english(user: User) -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    client.force_login(user)
    return client


def filled(client: Client, address: str, **fields: Any) -> dict[str, Any]:
    """The form with the key of its page."""
    page = client.get(address).content.decode()
    found = re.search(r'name="key" value="([0-9a-f]{32})"', page)
    assert found
    day = (clock.today() - timedelta(days=3)).isoformat()
    told = {"deciding_body": BODY, "document_number": DOCUMENT, "decided_on": day}
    return {"key": found[1], **told, **fields}


def test_one_officer_enters_another_agrees_and_the_certificate_is_there() -> None:
    post = certified()
    first, second = (english(user) for user in officers(post.organisation))
    page = first.get(f"/desk/certificates/{post.pk}/").content.decode()
    assert f"/desk/certificates/{post.pk}/award/chief/" in page
    address = f"/desk/certificates/{post.pk}/award/grade/"
    sent = first.post(address, filled(first, address, rank="3"))
    award = Award.objects.unscoped("t").get()
    assert (sent.status_code, sent["Location"]) == (302, f"/desk/certificates/awards/{award.pk}/")
    own = first.get(sent["Location"]).content.decode()
    assert "You entered this decision" in own
    assert "Agree: issue the certificate" not in own
    refused = first.post(f"{sent['Location']}agree/", follow=True).content.decode()
    assert "somebody else must agree" in refused
    assert "Agree: issue the certificate" in second.get(sent["Location"]).content.decode()
    second.post(f"{sent['Location']}agree/")
    assert work_all("certificate.issue_award") == 1
    row = Certificate.objects.unscoped("t").get(kind="grade")
    done = second.get(sent["Location"]).content.decode()
    assert f"/desk/certificates/{row.pk}/" in done
    told = second.get(f"/desk/certificates/{row.pk}/").content.decode()
    assert f"/desk/certificates/{post.pk}/" in told
    assert "third grade" in told
    assert "third grade" in first.get("/desk/certificates/awards/").content.decode()


def test_what_is_missing_is_told_beside_the_form_and_nothing_typed_is_lost() -> None:
    post = certified()
    client = english(officers(post.organisation)[0])
    address = f"/desk/certificates/{post.pk}/award/grade/"
    answer = client.post(address, filled(client, address, rank="4"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Something that is required is missing" in page
    assert "Years with a certificate" in page
    assert DOCUMENT in page
    empty = client.post(address, filled(client, address, rank="", document_number=""))
    assert empty.status_code == 422
    ahead = (clock.today() + timedelta(days=2)).isoformat()
    early = client.post(address, filled(client, address, rank="3", decided_on=ahead))
    assert (early.status_code, Award.objects.unscoped("t").count()) == (409, 0)


@pytest.mark.parametrize("field", ["deciding_body", "document_number"])
@pytest.mark.parametrize("rare", ["\ue000", "\U0003134f", "🏅"])
def test_what_no_face_can_print_is_told_at_its_field_before_anybody_decides(
    field: str, rare: str
) -> None:
    post = certified()
    client = english(officers(post.organisation)[0])
    address = f"/desk/certificates/{post.pk}/award/chief/"
    answer = client.post(address, filled(client, address, **{field: f"示例市{rare}协会"}))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert f"{rare} cannot be printed" in answer.content.decode()
    assert not Award.objects.unscoped("t").exists()


def test_declined_with_a_reason_that_whoever_entered_it_reads() -> None:
    post = certified()
    award, second = entered(post, "chief")
    client = english(second)
    address = f"/desk/certificates/awards/{award.pk}/"
    assert client.post(f"{address}decline/", {"reason": ""}).status_code == 422
    assert client.post(f"{address}decline/", {"reason": "文号有误"}).status_code == 302
    page = english(award.entered_by).get(address).content.decode()
    assert "文号有误" in page
    assert "Agree: issue the certificate" not in page
    again = client.post(f"{address}agree/", follow=True).content.decode()
    assert "Nothing was changed" in again


def test_beside_anything_but_a_valid_post_certificate_nothing_is_offered() -> None:
    post = certified()
    chief = awarded(post, "chief")
    client = english(officers(post.organisation)[0])
    assert "award/grade" not in client.get(f"/desk/certificates/{chief.pk}/").content.decode()
    assert client.get(f"/desk/certificates/{chief.pk}/award/grade/").status_code == 404
    assert client.get(f"/desk/certificates/{post.pk}/award/post/").status_code == 404
    lifecycle.suspend(post, reason_code="other", reason="x", actor_id=None)
    assert "award/grade" not in client.get(f"/desk/certificates/{post.pk}/").content.decode()
    late = client.get(f"/desk/certificates/{post.pk}/award/grade/", follow=True)
    assert late.redirect_chain == [(f"/desk/certificates/{post.pk}/", 302)]
    assert "cannot be done any more" in late.content.decode()


def test_at_another_place_there_is_no_such_decision() -> None:
    award, _second = entered(certified(), "chief")
    stranger = english(officers(city.place(name="别处人民调解委员会"))[0])
    address = f"/desk/certificates/awards/{award.pk}/"
    assert stranger.get(address).status_code == 404
    assert stranger.post(f"{address}agree/").status_code == 404
    assert (
        str(award.document_number)
        not in stranger.get("/desk/certificates/awards/").content.decode()
    )


def test_the_superseded_grade_and_the_new_one_lead_to_each_other() -> None:
    post = certified()
    third = awarded(post, "grade", 3, "甲1号")
    second = awarded(post, "grade", 2, "甲2号")
    client = english(officers(post.organisation)[0])
    for one, other in ((third, second), (second, third)):
        page = client.get(f"/desk/certificates/{one.pk}/").content.decode()
        assert f'href="/desk/certificates/{other.pk}/"' in page
    listed = client.get("/desk/certificates/?kind=grade&state=superseded").content.decode()
    assert f"/desk/certificates/{third.pk}/" in listed
    assert f"/desk/certificates/{second.pk}/" not in listed


def test_a_decision_in_force_is_withdrawn_at_the_desk_until_its_certificate_is_there() -> None:
    award, second = entered(certified(), "chief")
    client, page = english(second), f"/desk/certificates/awards/{award.pk}/"
    client.post(f"{page}agree/")
    assert "Withdraw this decision" in client.get(page).content.decode()
    empty = client.post(f"{page}withdraw/", {"reason": ""})
    assert empty.status_code == 422
    sent = client.post(f"{page}withdraw/", {"reason": "文号录错"}, follow=True).content.decode()
    assert "no certificate comes of it" in sent
    assert "Withdrawn by" in sent
    assert "The same document can be entered anew" in sent
    assert "Withdraw this decision" not in sent
    assert work_all("certificate.issue_award") == 1
    assert not Certificate.objects.unscoped("t").filter(kind="chief").exists()
    again = client.post(f"{page}agree/", follow=True).content.decode()
    assert "Nothing was changed" in again


def test_decisions_that_wait_stand_before_all_others() -> None:
    post = certified()
    waits, second = entered(post, "chief")
    taken, _other = entered(post, "grade", 3, "示调协〔2026〕9号")
    awarding.agree(taken, actor_id=second.pk)
    awarding.withdraw(taken, actor_id=second.pk, reason="x")
    shown = english(second).get("/desk/certificates/awards/").context["rows"]
    assert [one.pk for one, _level in shown] == [waits.pk, taken.pk]


def test_a_decision_in_force_says_why_it_has_brought_nothing() -> None:
    post = certified()
    award, second = entered(post, "chief")
    client, page = english(second), f"/desk/certificates/awards/{award.pk}/"
    client.post(f"{page}agree/")
    lifecycle.suspend(post, reason_code="other", reason="x", actor_id=None)
    work_all("certificate.issue_award")
    assert "It has brought no certificate yet" in client.get(page).content.decode()
