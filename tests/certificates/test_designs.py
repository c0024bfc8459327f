"""Looking at the designs with words of one's own, and printing what is carried."""

import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from django.test import override_settings
from PIL import Image

from certificates import carrying, designs, lifecycle, previewing, verification
from certificates.choices import Standing
from certificates.planning import Plan
from certificates.previewing import Sample
from certificates.rendering import Unprintable, render
from exams import copies
from portal import clock
from portal.audit.models import AuditEvent
from portal.jobs.working import work_all
from portal.people.models import Organisation
from tests.certificates.rows import certified, plan, version_of
from tests.certificates.test_pages import elsewhere, holder, hr, text
from tests.certificates.test_rendering import picture, tool

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_has_passed")]
GALLERY = "/desk/certificates/designs/"


@pytest.fixture(autouse=True)
def own_files(tmp_path: Path) -> Iterator[None]:
    with override_settings(FILES_ROOT=tmp_path):
        yield


def top() -> Organisation:
    found: Organisation = Organisation.objects.order_by("path")[0]
    return found


@pytest.mark.parametrize("design", designs.CARRIED, ids=lambda one: str(one.name))
@pytest.mark.parametrize("name", ["周桂芳", "努尔阿卜杜萨拉木·麦麦提依明江", "赫" * 50])
def test_what_is_carried_fits_its_page_and_leads_to_the_certificate(
    design: designs.Design, name: str, tmp_path: Path
) -> None:
    path = tmp_path / "carried.pdf"
    path.write_bytes(render(designs.in_design(plan(name=name, organisation="示" * 60), design)))
    read = tool("pdftotext", "-raw", path, "-").replace("\n", "")
    assert name in read
    assert "示例市司法局" in read
    pattern = tool("zbarimg", "--raw", "-q", picture(path, 250, "png"))
    assert pattern.strip() == plan().link


def test_nothing_carried_can_be_signed_as_if_it_were_the_certificate() -> None:
    carried = render(designs.in_design(plan(), designs.CARRIED[0]))
    with pikepdf.open(io.BytesIO(carried)) as pdf:
        assert "/AcroForm" not in pdf.Root
    with pikepdf.open(io.BytesIO(render(plan()))) as pdf:
        assert len(pdf.Root.AcroForm.Fields) == 1


def test_the_gallery_shows_a_picture_of_each_design_with_a_mark_across_it() -> None:
    row = certified()
    client = hr(top())
    first = client.get(GALLERY)
    assert first.headers["Refresh"] == "2"
    assert text(first).count("The picture is being made") == len(designs.DESIGNS)
    work_all(previewing.PREVIEW)
    ready = client.get(GALLERY)
    assert "Refresh" not in ready.headers
    keys = [key for _design, key, _seen in ready.context["seen"]]
    shown = client.get(f"{GALLERY}{keys[0]}.png")
    assert shown.headers["Content-Type"] == "image/png"
    with Image.open(io.BytesIO(shown.content)) as made:
        assert made.width > made.height > 1000
    assert client.get(f"{GALLERY}{'0' * 32}.png").status_code == 404
    address = f"{GALLERY}{keys[0]}.png"
    assert holder(row).get(address).status_code == 404
    assert holder(row).get(GALLERY).status_code == 404
    assert version_of(row).certificate_id == row.pk  # and no other certificate was made


def test_a_specimen_is_nobodys_certificate() -> None:
    made = previewing.plan_of(Sample("page", "周桂芳", "某村"))
    assert verification.by_code(made.code).standing == Standing.NOT_FOUND
    assert verification.by_number(made.number, "周桂芳").standing == Standing.NOT_FOUND


def test_the_mark_lies_over_every_third_of_the_picture() -> None:
    with Image.new("RGB", (900, 600), "white") as white:
        plain = io.BytesIO()
        white.save(plain, "PNG")
    with Image.open(io.BytesIO(previewing._marked(plain.getvalue()))) as marked:
        for row in range(3):
            third = marked.convert("L").crop((0, row * 200, 900, (row + 1) * 200))
            assert any(third.histogram()[:220])


def test_words_that_cannot_be_printed_are_told_at_once_and_kept() -> None:
    page = hr(elsewhere()).get(GALLERY, {"name": "王\ue863", "organisation": "某村"})
    assert "No face has \ue863" in text(page)
    assert 'value="王\ue863"' in text(page)
    assert not list(previewing._root().glob("*"))


def test_without_a_name_the_form_says_so() -> None:
    page = hr(elsewhere()).get(GALLERY, {"name": "", "organisation": "某村"})
    assert page.status_code == 422
    assert "Type a name" in text(page)


def test_a_picture_is_put_away_after_a_day() -> None:
    sample = Sample("card", "周桂芳", "某村")
    previewing.make(sample)
    assert previewing.look(sample).path
    assert previewing.put_away() == 0
    with clock.at(clock.now() + previewing.KEPT + timedelta(minutes=1)):
        assert previewing.put_away() == 1
    assert previewing.picture_of(sample.key) is None


def test_a_card_is_made_by_a_job_and_recorded_when_it_is_taken() -> None:
    row = certified()
    client = hr(row.organisation)
    address = f"/desk/certificates/{row.pk}/carried/card/"
    assert address in text(client.get(f"/desk/certificates/{row.pk}/"))
    assert client.post(address).status_code == 302
    work_all(copies.PRINT)
    taken = client.post(address, {"take": "1"})
    assert taken.headers["Content-Type"] == "application/pdf"
    assert b"".join([taken.content])[:5] == b"%PDF-"
    event = AuditEvent.objects.get(kind="certificate.carried_printed")
    assert event.body.data["design"] == "card"


def test_a_card_that_cannot_be_printed_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    row = certified()
    client = hr(row.organisation)
    address = f"/desk/certificates/{row.pk}/carried/card/"

    def refuse(_plan: Plan) -> bytes:
        raise Unprintable("the name is wider than the card")

    monkeypatch.setattr(carrying, "render", refuse)
    client.post(address)
    work_all(copies.PRINT)
    user = int(client.session["_auth_user_id"])
    stands = copies.stand(carrying.wanted(version_of(row), designs.CARRIED[0], user))
    assert (stands.state, stands.trouble) == ("failed", "the name is wider than the card")
    assert client.get(address).status_code == 200


def test_nobody_carries_what_does_not_hold_or_belongs_elsewhere() -> None:
    row = certified()
    address = f"/desk/certificates/{row.pk}/carried/badge/"
    assert hr(row.organisation).get(address).status_code == 200
    assert hr(row.organisation).get(address.replace("badge", "page")).status_code == 404
    assert hr(row.organisation, "clerk").get(address).status_code == 404
    assert hr(elsewhere()).get(address).status_code == 404
    lifecycle.suspend(row, reason_code="under_inquiry", reason="核查", actor_id=None)
    for late in (hr(row.organisation).get(address), hr(row.organisation).post(address)):
        assert (late.status_code, late["Location"]) == (302, f"/desk/certificates/{row.pk}/")
    assert address not in text(hr(row.organisation).get(f"/desk/certificates/{row.pk}/"))


def test_the_facts_are_those_of_the_plan() -> None:
    told = plan()
    carried = designs.in_design(told, designs.CARRIED[1])
    same = {key: getattr(carried, key) for key in Plan.__annotations__}
    assert {key for key, value in same.items() if value != getattr(told, key)} == {"template"}
