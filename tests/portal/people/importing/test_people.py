"""Tables of people: what each kind of row becomes; bad inputs 24 to 26, 55, 56, 58, 61."""

import io

import pytest
from django.db.models import TextChoices
from django.utils import translation
from openpyxl import load_workbook

from portal import clock
from portal.accounts import granting
from portal.audit.models import AuditBody, AuditEvent
from portal.people import demo
from portal.people.choices import IdentityDocument, ImportState, Sex
from portal.people.identifying import identify
from portal.people.importing import committing, handing_out, staging
from portal.people.importing.person_columns import (
    COLUMNS,
    NAME_OF_KIND,
    person_number,
    squeezed,
    words_of_documents,
    words_of_sex,
)
from portal.people.importing.wording import WORDS, told
from portal.people.models import ImportRow, Organisation, Person, Transfer
from portal.people.organising import rename
from portal.people.recording import clean_name
from portal.spreadsheets.heading import plain
from tests.portal.people import rows
from tests.portal.people.importing.bringing import (
    HEAD,
    WHY,
    Town,
    brought,
    check,
    checked,
    enter,
    everybody,
    line,
    only_row,
    outcomes,
    town,
)
from tests.portal.people.rows import FEMALE, MALE

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> Town:
    return town()


def test_new_people_are_entered_with_their_numbers(city: Town) -> None:
    run = checked(
        city,
        line(
            "周桂芳", sex="", born="", number=f" {FEMALE[:6]} {FEMALE[6:]}", phone="+86 13800000001"
        ),
        line("马　兰", born="二〇〇〇年二月五日"),
    )
    assert outcomes(run) == [("new", []), ("new", [])]
    assert everybody() == []
    enter(run)
    first, second = everybody()
    assert (first.name, first.sex, first.birth_date) == ("周桂芳", "female", rows.BORN)
    assert (first.phone, first.id_masked, first.organisation) == (
        "13800000001", f"9{'*' * 16}5", city.creek,
    )  # fmt: skip
    assert (second.name, second.birth_date.isoformat()) == ("马兰", "2000-02-05")
    kinds = AuditEvent.objects.filter(kind__startswith="person.").values_list("kind", flat=True)
    assert sorted(kinds) == ["person.identified", "person.registered", "person.registered"]
    assert run.state == ImportState.COMMITTED


def test_61_the_same_table_again_shows_the_changes_only(city: Town) -> None:
    lines = [line(name, phone=f"1380000000{at}") for at, name in enumerate("甲乙丙丁")]
    enter(checked(city, *lines))
    lines[0] = line("甲", phone="13900000000")
    lines[2] = line("丙", phone="13900000002")
    lines[3] = line("丁", phone="13900000003")
    run = checked(city, *lines)
    assert [verdict for verdict, _p in outcomes(run)] == ["changed", "same", "changed", "changed"]
    enter(run)
    assert [person.phone for person in everybody()] == [
        "13900000000", "13800000001", "13900000002", "13900000003",
    ]  # fmt: skip
    assert len(AuditEvent.objects.filter(kind="person.corrected")) == 3


@pytest.mark.parametrize("imported", ["zh-hans", "en"])
@pytest.mark.parametrize("exported", ["zh-hans", "en"])
def test_61_an_exported_table_comes_back_with_its_three_changes_and_no_other(
    city: Town, exported: str, imported: str
) -> None:
    for name, number, sex in (("周桂芳", FEMALE, "female"), ("何建国", MALE, "male")):
        identify(rows.person(city.creek, name, sex), "id_card", number, actor_id=None)
    rows.person(city.east, "李秀兰")
    people = Person.objects.unscoped(WHY)
    with translation.override(exported):
        content = handing_out.export_people(people, city.east, actor_id=city.clerk.pk)
    assert FEMALE.encode() not in content
    book = load_workbook(io.BytesIO(content))
    sheet = book.active
    assert sheet is not None
    sheet["H2"], sheet["I3"], sheet["J4"] = "13900000000", "he@example.com", "青石镇"
    out = io.BytesIO()
    book.save(out)
    with translation.override(imported):
        run = staging.upload(
            out.getvalue(),
            "a.xlsx",
            kind=NAME_OF_KIND,
            organisation=city.east,
            actor_id=city.clerk.pk,
        )
        check(run)
    found = ImportRow.objects.unscoped(WHY).filter(run=run)
    changes = [change[0] for row in found for change in row.changes]
    assert sorted(changes) == ["email", "phone", "place"]
    assert [verdict for verdict, _p in outcomes(run)] == ["changed"] * 3
    enter(run)
    assert Transfer.objects.unscoped(WHY).count() == 1


def test_61_the_demo_city_comes_back_with_three_changes_and_no_other() -> None:
    demo.seed()
    centre, clerk = demo.organisation("centre"), rows.login("吴敏")
    granting.grant(clerk, "hr", centre, actor_id=None)
    people = Person.objects.unscoped(WHY)
    content = handing_out.export_people(people, centre, actor_id=clerk.pk)
    book = load_workbook(io.BytesIO(content))
    sheet = book.active
    assert sheet is not None
    sheet["H5"], sheet["I17"], sheet["J30"] = "13900000000", "new@example.com", centre.name
    out = io.BytesIO()
    book.save(out)
    run = staging.upload(
        out.getvalue(), "a.xlsx", kind=NAME_OF_KIND, organisation=centre, actor_id=clerk.pk
    )
    assert committing.counts_of(check(run)) == {"changed": 3, "same": people.count() - 3}
    changed = ImportRow.objects.unscoped(WHY).filter(run=run, verdict="changed")
    assert [row.changes[0][0] for row in changed] == ["phone", "email", "place"]


def test_55_an_unknown_name_is_asked_and_nothing_is_created(city: Town) -> None:
    before = Organisation.objects.count()
    run = checked(city, line("周桂芳", "柳溪村委"), line("何建国", "月亮上"))
    assert outcomes(run) == [("refused", ["place_unknown"])] * 2
    assert run.questions["柳溪村委"]["candidates"] == [city.creek.pk]
    check(run, 柳溪村委=city.creek.pk)
    assert [verdict for verdict, _p in outcomes(run)] == ["new", "refused"]
    assert Organisation.objects.count() == before


def test_55_two_organisations_of_the_same_name_are_asked(city: Town) -> None:
    other = rows.below(city.east, "河湾村")
    Organisation.objects.filter(pk__in=[other.pk, city.creek.pk]).update(short_name="一村")
    run = checked(city, line("周桂芳", "一村"))
    assert outcomes(run) == [("refused", ["place_ambiguous"])]
    assert sorted(run.questions["一村"]["candidates"]) == sorted([city.creek.pk, other.pk])


def test_55_a_former_name_is_asked(city: Town) -> None:
    rename(city.creek, "柳溪社区", "柳溪", day=clock.today(), reason="改居", actor_id=city.clerk.pk)
    run = checked(city, line("周桂芳", "柳溪村"))
    assert outcomes(run) == [("refused", ["place_old"])]
    assert run.questions["柳溪村"]["candidates"] == [city.creek.pk]


def test_55_an_answer_is_remembered_for_the_next_table(city: Town) -> None:
    run = check(checked(city, line("周桂芳", "柳溪村委")), 柳溪村委=city.creek.pk)
    enter(run)
    assert outcomes(checked(city, line("周桂芳", "柳溪村委"))) == [("same", [])]


def test_56_days_are_read_where_certain_and_shown(city: Town) -> None:
    written = ("2000.2.5", "20000205", "二〇〇〇年二月五日", "2000/2/30", "36561")
    run = checked(
        city, *[line(f"某{at}", born=text) for at, text in zip("甲乙丙丁戊", written, strict=True)]
    )
    assert outcomes(run) == [("new", [])] * 3 + [("refused", ["day_unclear"])] * 2
    first = ImportRow.objects.unscoped(WHY).filter(run=run)[0]
    assert first.notes == [["day_read", "born", {"typed": "2000.2.5", "day": "2000-02-05"}]]


def test_56_birth_dates_that_cannot_be_right_are_refused_in_plain_words(city: Town) -> None:
    written = ("2050-01-01", "1901-01-01", "2010-01-01")
    run = checked(
        city, *[line(f"某{at}", born=text) for at, text in zip("甲乙丙", written, strict=True)]
    )
    assert outcomes(run) == [("refused", ["said"])] * 2 + [("new", [])]
    found = ImportRow.objects.unscoped(WHY).filter(run=run, verdict="refused").order_by("number")
    with translation.override("en"):
        assert [told(row.problems[0]) for row in found] == [
            "The birth date lies in the future. Please check the year.",
            "Whoever was born then would be more than 120 years old. Please check the year.",
        ]


def test_58_rows_of_another_township_are_refused_and_recorded(city: Town) -> None:
    stranger = rows.person(city.west, "刘玉兰")
    run = checked(
        city,
        line("周桂芳"),
        line("何建国", "东关街道", sex="男"),
        line("刘玉兰", key=person_number(stranger.pk)),
    )
    assert outcomes(run) == [("new", []), ("refused", ["no_right"]), ("refused", ["key_unknown"])]
    with translation.override("en"):
        assert told(["no_right", "", {}]) == "You may not act for this organisation."
    event = AuditEvent.objects.get(kind="import.foreign_rows")
    assert (event.actor_id, event.body.data) == (city.clerk.pk, {"rows": 1})
    enter(run)
    assert [person.name for person in everybody()] == ["刘玉兰", "周桂芳"]


def test_54_remarks_and_the_example_of_the_template_are_left_out(city: Town) -> None:
    run = checked(
        city,
        ("示例，导入时跳过", "周桂芳", "女", "1971-03-08", "", "", "柳溪村"),
        line("何建国", sex="男"),
        ("填表人：张三", "", "", "", "", "", ""),
    )
    assert outcomes(run) == [("new", [])]
    assert run.left_out == [[2, "example"], [4, "note"]]


def test_p30_no_number_is_kept_in_clear_or_after_the_run(city: Town) -> None:
    run = checked(city, line("周桂芳", number=FEMALE))
    row = only_row(run)
    kept = "".join(str(getattr(row, field.name)) for field in row._meta.fields)
    assert FEMALE not in kept + f"{run.seen}"
    assert FEMALE.encode() not in bytes(row.payload or b"")
    enter(run)
    assert only_row(run).payload is None
    bodies = AuditBody.objects.values_list("data", "reason")
    assert FEMALE not in "".join(map(str, bodies))


def test_titles_of_both_languages_are_understood() -> None:
    for language in ("zh-hans", "en"):
        with translation.override(language):
            for column in COLUMNS:
                assert plain(str(column.label)) in column.titles()


def test_every_choice_is_understood_in_both_languages() -> None:
    known: list[tuple[type[TextChoices], dict[str, str]]] = [
        (Sex, words_of_sex()),
        (IdentityDocument, words_of_documents()),
    ]
    for choices, words in known:
        for language in ("zh-hans", "en"):
            with translation.override(language):
                labels = {squeezed(str(one.label)): one for one in choices}
            assert labels == {word: words[word] for word in labels}


def test_a_name_with_blanks_inside_is_the_same_in_form_and_table(city: Town) -> None:
    kept = rows.person(city.creek, "阿 不　都")
    assert (kept.name, clean_name("Li Na")) == ("阿不都", "Li Na")
    run = checked(city, line("阿 不 都", key=person_number(kept.pk)))
    assert outcomes(run) == [("same", [])]


def test_the_template_is_understood_and_its_example_is_never_imported(city: Town) -> None:
    content = handing_out.template(NAME_OF_KIND)
    run = staging.upload(
        content, "t.xlsx", kind=NAME_OF_KIND, organisation=city.east, actor_id=city.clerk.pk
    )
    assert list(run.columns) == [column.key for column in COLUMNS]
    assert outcomes(check(run)) == []
    assert run.left_out == [[2, "example"]]


def test_every_remark_has_words() -> None:
    facts = {"typed": "a", "day": "b", "keys": "c", "row": 1, "name": "d", "numbers": "e"}
    assert len({told([code, "", facts]) for code in WORDS}) == len(WORDS)
    assert told(["something new", "", {}])
    assert told(["said", "", {"en": "No.", "zh-hans": "否。"}]) in {"No.", "否。"}


def test_a_table_with_other_titles_is_matched_by_hand(city: Town) -> None:
    run = brought(city, ("周桂芳", "女"), head=("甲方", "性"))
    assert run.columns == {}
    assert brought(city, line("周桂芳")).columns["phone"] == HEAD.index("手机")
