"""The page of one person: what it shows to whom, what each act writes and refuses."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from portal import clock
from portal.accounts import granting
from portal.audit.erasing import erase_bodies
from portal.audit.models import AuditBody, AuditEvent
from portal.people.models import Person, Reveal, SuspectedDouble, Transfer
from portal.policy.setting import set_rule
from tests.portal.desk.peopled import LIST, WHY, City, address, browser, city, fresh, text
from tests.portal.people import rows

__all__ = ["city"]
pytestmark = pytest.mark.django_db


def test_others_people_do_not_exist(city: City) -> None:
    clerk, far = browser(city, "clerk"), city["far"]
    assert clerk.get(address(far)).status_code == 404
    for act in ("number", "seen", "contact", "name", "transfer"):
        assert clerk.post(address(far, f"{act}/")).status_code == 404
    assert clerk.post(address(city["zhou"], "reveal/"), {"reason": "x"}).status_code == 404


def test_who_only_reads_finds_no_forms(city: City) -> None:
    officer = browser(city, "officer")
    page = text(officer.get(address(city["zhou"])))
    assert "周桂芳" in page
    assert "Write down a change" not in page
    assert officer.get(f"{LIST}new/").status_code == 404
    assert officer.post(address(city["zhou"], "contact/"), {}).status_code == 404


def test_a_whole_number_is_shown_once_with_a_reason(city: City) -> None:
    hr, zhou = browser(city, "hr"), city["zhou"]
    assert rows.FEMALE not in text(hr.get(address(zhou)))
    silent = hr.post(address(zhou, "reveal/"), {"reason": " "})
    assert silent.status_code == 422
    assert Reveal.objects.unscoped(WHY).count() == 0
    shown = hr.post(address(zhou, "reveal/"), {"reason": "核对保险"})
    assert rows.FEMALE in text(shown)
    assert "no-store" in shown.headers["Cache-Control"]
    assert Reveal.objects.unscoped(WHY).get().reason == "核对保险"
    assert rows.FEMALE not in text(hr.get(address(zhou)))


def test_who_reads_here_and_is_hr_elsewhere_reveals_nothing_here(city: City) -> None:
    both = granting.create_login("both", "a-long-password", "both", actor_id=None)
    granting.grant(both, "officer", city["east"], actor_id=None)
    granting.grant(both, "hr", city["west"], actor_id=None)
    client = browser({"both": both}, "both")
    assert client.get(address(city["zhou"])).status_code == 200
    asked = client.post(address(city["zhou"], "reveal/"), {"reason": "核对"})
    assert asked.status_code == 404
    assert Reveal.objects.unscoped(WHY).count() == 0


def test_an_id_number_in_a_reason_is_refused_and_nothing_is_shown(city: City) -> None:
    hr, zhou = browser(city, "hr"), city["zhou"]
    answer = hr.post(address(zhou, "reveal/"), {"reason": f"核对 {rows.MALE} 家属"})
    assert answer.status_code == 422
    assert "such as P12, in its place." in text(answer)
    assert "核对 " in text(answer)
    assert rows.FEMALE not in text(answer)
    assert Reveal.objects.unscoped(WHY).count() == 0


def test_the_days_cap_of_reveals_is_told(city: City) -> None:
    hr, zhou = browser(city, "hr"), city["zhou"]
    set_rule(
        "privacy.reveals_per_day",
        1,
        since=clock.today(),
        basis="测试",
        reason="测试",
        actor_id=city["hr"].pk,
    )
    hr.post(address(zhou, "reveal/"), {"reason": "核对"})
    again = hr.post(address(zhou, "reveal/"), {"reason": "再核对"})
    assert again.status_code == 422
    assert "You have looked at 1 numbers today" in text(again)
    assert "再核对</textarea>" in text(again)


def test_contact_data_is_kept_as_it_is_dialled(city: City) -> None:
    clerk, zhou = browser(city, "clerk"), city["zhou"]
    typed = {
        "phone": "+86 １３８-1234 1234",
        "email": "Zhou@example.cn ",
        "latin_name": "Zhou Guifang",
    }
    assert clerk.post(address(zhou, "contact/"), typed).status_code == 302
    row = fresh(zhou)
    kept = ("13812341234", "Zhou@example.cn", "Zhou Guifang")
    assert (row.phone, row.email, row.latin_name) == kept
    page = text(clerk.get(address(zhou)))
    assert "Z***@example.cn" in page
    more = {"latin_name": "Zhou", "latin_seen": "Zhou Guifang", "drop": "email"}
    clerk.post(address(zhou, "contact/"), more)
    row = fresh(zhou)
    assert (row.phone, row.email, row.latin_name) == ("13812341234", "", "Zhou")


def test_contact_data_that_cannot_be_right_stays_in_the_form(city: City) -> None:
    wrong = browser(city, "clerk").post(
        address(city["zhou"], "contact/"), {"phone": "138123412345", "email": "zhou"}
    )
    assert wrong.status_code == 422
    assert "A mobile number has 11 digits and begins with 1." in text(wrong)
    assert "This is no e-mail address." in text(wrong)
    assert 'value="138123412345"' in text(wrong)
    assert fresh(city["zhou"]).phone == ""


def test_a_field_that_nobody_asked_for_changes_nothing(city: City) -> None:
    sent = {"latin_name": "", "organisation": city["west"].pk, "organisation_id": city["west"].pk}
    browser(city, "clerk").post(address(city["zhou"], "contact/"), sent)
    assert fresh(city["zhou"]).organisation_id == city["east"].pk


def test_a_name_is_changed_with_its_proof(city: City) -> None:
    clerk, zhou = browser(city, "clerk"), city["zhou"]
    typed = {"name": "周桂芬", "proof": "公安变更〔2026〕1号", "reason": "登记有误"}
    assert clerk.post(address(zhou, "name/"), typed | {"proof": ""}).status_code == 422
    bad = clerk.post(address(zhou, "name/"), typed | {"name": "<img src=x>"})
    assert "The name contains characters that are not allowed." in text(bad)
    assert clerk.post(address(zhou, "name/"), typed).status_code == 302
    assert fresh(zhou).name == "周桂芬"
    event = AuditEvent.objects.get(kind="person.corrected")
    assert AuditBody.objects.get(event=event).reason == "登记有误 (proof: 公安变更〔2026〕1号)"


def test_a_document_number_is_entered_by_its_kind(city: City) -> None:
    hr, far = browser(city, "hr"), city["far"]
    wrong = hr.post(address(far, "number/"), {"kind": "passport", "number": "E-1"})
    assert wrong.status_code == 422
    assert "This does not look like a number of that document." in text(wrong)
    assert hr.post(address(far, "seen/")).status_code == 302
    assert fresh(far).id_checked_at is None
    typed = {"kind": "id_card", "number": rows.MALE}
    assert hr.post(address(far, "number/"), typed).status_code == 302
    assert hr.post(address(far, "seen/")).status_code == 302
    row = fresh(far)
    assert (row.id_masked, row.id_checked_by_id) == ("9****************7", city["hr"].pk)
    assert "Document seen by hr" in text(hr.get(address(far)))


def test_a_number_of_somebody_else_is_held_without_a_word_about_whom(city: City) -> None:
    twin = rows.person(city["east"], "周桂方")
    held = browser(city, "clerk").post(
        address(twin, "number/"), {"kind": "id_card", "number": rows.FEMALE}
    )
    assert held.status_code == 422
    assert "needs to be looked at by a person" in text(held)
    assert "周桂芳" not in text(held)
    assert SuspectedDouble.objects.unscoped(WHY).get().newcomer_id == twin.pk
    assert "may be the same person" in text(browser(city, "hr").get(address(twin)))


def test_a_transfer_is_written_down(city: City) -> None:
    hr, zhou = browser(city, "hr"), city["zhou"]
    typed = {"destination": city["west"].pk, "day": "2026年2月3日", "reason": "工作调动"}
    late = hr.post(
        address(zhou, "transfer/"), typed | {"day": str(clock.today() + timedelta(days=1))}
    )
    assert "A transfer is recorded on its day, not before." in text(late)
    assert hr.post(address(zhou, "transfer/"), typed | {"day": "2026-02-30"}).status_code == 422
    assert hr.post(address(zhou, "transfer/"), typed).status_code == 302
    row = Transfer.objects.unscoped(WHY).get()
    assert (row.destination_id, row.day) == (city["west"].pk, date(2026, 2, 3))
    assert "Transferred from 青石镇 to 东关街道" in text(hr.get(address(zhou)))


def test_nobody_is_transferred_to_a_place_out_of_reach(city: City) -> None:
    typed = {"destination": city["west"].pk, "day": "2026-02-03", "reason": "调动"}
    assert browser(city, "clerk").post(address(city["zhou"], "transfer/"), typed).status_code == 422
    assert fresh(city["zhou"]).organisation_id == city["east"].pk


def test_a_name_that_cannot_be_printed_is_kept_and_flagged(city: City) -> None:
    odd = rows.person(city["east"], "周\ue000芳")
    page = text(browser(city, "clerk").get(address(odd)))
    assert "cannot be printed: the name is kept as typed" in page


def test_a_merged_record_leads_to_the_one_that_stays(city: City) -> None:
    twin = rows.person(city["east"], "周桂方")
    Person.objects.unscoped(WHY).filter(pk=twin.pk).update(merged_into=city["zhou"])
    clerk = browser(city, "clerk")
    page = text(clerk.get(address(twin)))
    assert f'href="{address(city["zhou"])}"' in page
    assert "Write down a change" not in page
    assert clerk.post(address(twin, "contact/"), {}).status_code == 404
    assert "周桂方" not in text(clerk.get(LIST))


def test_a_stale_page_takes_no_latin_name_back(city: City) -> None:
    clerk, zhou = browser(city, "clerk"), city["zhou"]
    to = address(zhou, "contact/")
    clerk.post(to, {"latin_name": "Zhou Guifang", "latin_seen": ""})
    stale = {"phone": "13812341234", "latin_name": "", "latin_seen": ""}
    assert clerk.post(to, stale).status_code == 302
    assert (fresh(zhou).latin_name, fresh(zhou).phone) == ("Zhou Guifang", "13812341234")
    other = clerk.post(to, {"latin_name": "Chow", "latin_seen": ""})
    assert other.status_code == 422
    assert "Somebody else has changed the record; please look again." in text(other)
    assert 'value="Chow"' in text(other)
    assert fresh(zhou).latin_name == "Zhou Guifang"
    knowing = {
        "latin_name": "Chow",
        "latin_seen": "Zhou Guifang",
    }  # what the page that came back says
    assert 'name="latin_seen" value="Zhou Guifang"' in text(other)
    assert clerk.post(to, knowing).status_code == 302
    assert fresh(zhou).latin_name == "Chow"


def test_a_form_that_changes_nothing_writes_nothing_down(city: City) -> None:
    clerk, zhou = browser(city, "clerk"), city["zhou"]
    before = AuditEvent.objects.count()
    assert (
        clerk.post(address(zhou, "contact/"), {"latin_name": "", "latin_seen": ""}).status_code
        == 302
    )
    assert AuditEvent.objects.count() == before


def test_a_change_of_name_stands_in_the_history_with_its_reason(city: City) -> None:
    clerk, zhou = browser(city, "clerk"), city["zhou"]
    assert "Name changed" not in text(clerk.get(address(zhou)))
    clerk.post(address(zhou, "contact/"), {"phone": "13812341234"})
    typed = {"name": "周桂芬", "proof": "户口簿 3 页", "reason": "更正登记"}
    page = text(clerk.post(address(zhou, "name/"), typed, follow=True))
    assert page.count("Name changed") == 1
    assert "更正登记 (proof: 户口簿 3 页)" in page
    with transaction.atomic():
        erase_bodies(zhou, but="", actor_id=None, place="")
    assert "Name changed" not in text(clerk.get(address(zhou)))
