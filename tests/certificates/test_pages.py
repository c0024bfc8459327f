"""The pages of holders and staff: what each sees, nobody else's things, nothing without a
reason."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings
from django.utils import translation

from certificates import checks, demo, lifecycle, numbering
from certificates.models import Certificate
from portal import clock, hooks
from portal.accounts.models import User
from portal.jobs.working import work_all
from portal.people import organising
from portal.people.models import Organisation, Person
from portal.scope import Scope
from tests.certificates.roster import city
from tests.certificates.rows import certified, passed, version_of
from tests.exams import rows as exam_rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_has_passed")]


@pytest.fixture(autouse=True)
def own_files(tmp_path: Path) -> Iterator[None]:
    with override_settings(FILES_ROOT=tmp_path):
        yield


def signed_in(user: User | None) -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    if user is not None:
        client.force_login(user)
    return client


def holder(row: Certificate) -> Client:
    return signed_in(row.person.user)


def hr(at: Organisation, role: str = "hr") -> Client:
    return signed_in(exam_rows.staff(role, at))


def elsewhere() -> Organisation:
    return organising.found_organisation("别处", "别处", "township", below=None, actor_id=None)


def text(response: Any) -> str:
    return str(response.content.decode())


def test_while_printing_the_holder_is_asked_to_look_again_then_gets_the_file() -> None:
    row = certified()
    client = holder(row)
    assert "being prepared" in text(client.get("/desk/certificates/mine/"))
    early = client.get(f"/desk/certificates/{row.pk}/file/")
    assert (early.status_code, early["Location"]) == (302, "/desk/certificates/mine/")
    work_all("certificate.render")
    page = text(client.get("/desk/certificates/mine/"))
    assert "Download (PDF)" in page
    assert "data:image/svg+xml" in page
    shown = client.get(f"/desk/certificates/{row.pk}/file/")
    assert shown["Content-Type"] == "application/pdf"
    assert shown["Content-Disposition"].startswith("inline")
    assert "no-store" in shown["Cache-Control"]
    whole = b"".join(shown.streaming_content)  # type: ignore[attr-defined]
    assert whole.startswith(b"%PDF")
    saved = client.get(f"/desk/certificates/{row.pk}/file/?download=1")
    assert saved["Content-Disposition"].startswith("attachment")
    assert b"".join(saved.streaming_content) == whole  # type: ignore[attr-defined]


def test_wechat_users_are_told_to_open_the_browser() -> None:
    row = certified()
    work_all("certificate.render")
    client = holder(row)
    hint = "WeChat cannot open the file"
    assert hint not in text(client.get("/desk/certificates/mine/"))
    wechat = {"User-Agent": "Mozilla/5.0 MicroMessenger/8.0"}
    assert hint in text(client.get("/desk/certificates/mine/", headers=wechat))


def test_without_a_certificate_the_page_says_what_is_missing() -> None:
    who = exam_rows.person("新人")
    page = text(signed_in(who.user).get("/desk/certificates/mine/"))
    assert "Your certificate will hang here" in page
    assert "4 things are still missing" in page
    assert "/exams/" in page


def test_a_held_certificate_is_told_to_holder_and_staff() -> None:
    who, _attempt = passed(name="王\ue863")
    work_all("certificate.issue")
    assert "is held" in text(signed_in(who.user).get("/desk/certificates/mine/"))
    desk = hr(who.organisation)
    assert "1 person has passed" in text(desk.get("/desk/certificates/"))
    assert "Held: the name has a character" in text(desk.get("/desk/certificates/waiting/"))
    scope = Scope(user_id=who.user_id, person_id=who.pk)
    with translation.override("en"):
        assert "Your certificate is held" in [step.title for step in hooks.next_steps(scope)]


def test_other_peoples_certificates_are_not_there() -> None:
    row = certified()
    work_all("certificate.render")
    stranger = signed_in(exam_rows.person("路人", at=elsewhere()).user)
    foreign = hr(Organisation.objects.get(name="别处"))
    for client in (stranger, foreign):
        for path in (f"{row.pk}/file/", f"{row.pk}/", f"{row.pk}/revoke/"):
            assert client.get(f"/desk/certificates/{path}").status_code == 404
    assert row.number not in text(foreign.get("/desk/certificates/"))
    assert "周桂芳" not in text(foreign.get("/desk/certificates/waiting/"))
    for address in ("/desk/certificates/waiting/", "/desk/"):  # nobody passed here at all
        assert "Nobody who passed waits for a certificate." in text(foreign.get(address))
    visitor = signed_in(None)
    assert visitor.get(f"/desk/certificates/{row.pk}/file/").status_code == 302
    assert stranger.get("/desk/certificates/").status_code == 404


def test_a_clerk_reads_and_changes_nothing() -> None:
    row = certified()
    clerk = hr(row.organisation, "clerk")
    page = text(clerk.get(f"/desk/certificates/{row.pk}/"))
    assert "All requirements were fulfilled" in page
    assert "train.pre_post_hours, record" in page
    assert "What can be done" not in page
    reason = {"reason_code": "other", "reason": "x"}
    assert clerk.post(f"/desk/certificates/{row.pk}/revoke/", reason).status_code == 404


def test_hr_changes_a_certificate_with_a_reason_only() -> None:
    row = certified()
    client = hr(row.organisation)
    address = f"/desk/certificates/{row.pk}/suspend/"
    assert "Suspend this certificate?" in text(client.get(address))
    empty = client.post(address, {"reason_code": "other", "reason": " "})
    assert empty.status_code == 422
    kept = client.post(address, {"reason_code": "", "reason": "因投诉核查"})
    assert "因投诉核查" in text(kept)
    done = client.post(address, {"reason_code": "under_inquiry", "reason": "因投诉核查"})
    assert done["Location"] == f"/desk/certificates/{row.pk}/"
    assert "因投诉核查" in text(client.get(f"/desk/certificates/{row.pk}/"))
    late = client.post(address, {"reason_code": "under_inquiry", "reason": "x"})
    assert late.status_code == 409
    assert "changed in the meantime" in text(late)
    assert client.get(f"/desk/certificates/{row.pk}/burn/").status_code == 404
    assert row.changes.count() == 2


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_much_for_one_row_as_for_three(
    rows: int, django_assert_max_num_queries: Any
) -> None:
    home = city.place()
    for _ in range(rows):
        city.certify(city.somebody(home, name="张某"), plan={"name": "张某"})
    client = hr(home)
    with django_assert_max_num_queries(19):
        page = text(client.get("/desk/certificates/"))
    assert page.count("张某") == rows


def test_the_list_is_filtered_by_state_and_words() -> None:
    row = certified()
    client = hr(row.organisation)
    for query, seen in (
        ("", True),
        ("?state=valid", True),
        ("?state=revoked", False),
        ("?state=nonsense", True),
        ("?q=桂芳", True),
        (f"?q={row.number[:6]} {row.number[6:10]}", True),
        ("?q=%25", False),
        ("?page=99", True),
    ):
        assert (row.number[:6] + " " in text(client.get(f"/desk/certificates/{query}"))) == seen
    lifecycle.void(row, reason_code="error", reason="x", actor_id=None)
    assert "Void" in text(client.get("/desk/certificates/?state=voided"))


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_page_in_both_languages(language: str) -> None:
    row = certified()
    mine, staff = holder(row), hr(row.organisation)
    for client, paths in (
        (mine, ("/desk/certificates/mine/", "/desk/", "/v/", f"/v/{row.code}/")),
        (
            staff,
            (
                "/desk/",
                "/desk/certificates/",
                "/desk/certificates/waiting/",
                f"/desk/certificates/{row.pk}/",
                f"/desk/certificates/{row.pk}/void/",
            ),
        ),
    ):
        client.cookies["django_language"] = language
        for path in paths:
            response = client.get(path)
            assert response.status_code == 200, path
            assert f'lang="{language}"' in text(response), path


def test_every_page_answers_a_question_for_its_head_only() -> None:
    row = certified()
    work_all("certificate.render")
    for client, paths in (
        (holder(row), ("/desk/certificates/mine/", f"/desk/certificates/{row.pk}/file/")),
        (signed_in(None), ("/v/", f"/v/{row.code}/")),
        (
            hr(row.organisation),
            (
                "/desk/certificates/",
                "/desk/certificates/waiting/",
                f"/desk/certificates/{row.pk}/",
                f"/desk/certificates/{row.pk}/void/",
                "/roster/",
                f"/roster/people/{row.person_id}/",
            ),
        ),
    ):
        for path in paths:
            response = client.head(path)
            assert response.status_code == 200, path
            assert b"".join(response) == b"", path


def test_the_desk_shows_the_way_to_the_certificate() -> None:
    row = certified()
    scope = Scope(user_id=row.person.user_id, person_id=row.person_id)
    with translation.override("en"):
        before = [step.title for step in hooks.next_steps(scope)]
        work_all("certificate.render")
        after = [step.title for step in hooks.next_steps(scope)]
    assert "Your certificate is being prepared" in before
    assert "Your certificate is ready" in after
    stages = {order: state for order, _label, state in hooks.path_stages(scope)}
    assert stages[40] == "done"
    fresh = exam_rows.person("新人")
    newcomer = Scope(user_id=fresh.user_id, person_id=fresh.pk)
    stages = {order: state for order, _label, state in hooks.path_stages(newcomer)}
    assert stages[40] == "next"


def test_doctor_notices_a_gap_a_missing_and_a_damaged_file(tmp_path: Path) -> None:
    row = certified()
    assert checks.numbers_have_no_gap().ok
    assert checks.versions_are_printed().ok
    with clock.at(clock.now() + checks.LATE * 2):
        unprinted = checks.versions_are_printed()
    assert (unprinted.ok, unprinted.count) == (False, 1)
    work_all("certificate.render")
    assert checks.versions_are_printed().ok
    assert checks.files_are_whole().ok
    (file,) = tmp_path.rglob("*.pdf")
    file.write_bytes(b"other")
    damaged = checks.files_are_whole()
    assert (damaged.ok, damaged.example) == (False, version_of(row).file_sha256)
    numbering.allocate("990101", clock.today().year)
    assert not checks.numbers_have_no_gap().ok


def test_the_demo_issues_at_the_moment_of_the_pass_and_suspends_since(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(demo, "SUSPENDED_DAYS_AGO", 0)
    monkeypatch.setattr(demo, "REVOKED_DAYS_AGO", 0)
    who, _attempt = passed()
    monkeypatch.setattr(demo, "person", lambda _ref: Person.objects.unscoped("t").get(pk=who.pk))
    demo.seed()
    row = Certificate.objects.unscoped("t").get()
    assert [change.state for change in row.changes.order_by("pk")] == [
        "issued",
        "suspended",
        "revoked",
    ]
