"""Names are kept as people write them; organisations, people and posts leave an audit event."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from portal.audit.models import AuditEvent
from portal.people.choices import Have, OrganisationKind, PostKind, Sex
from portal.people.models import Organisation, Person, PostProvision
from portal.people.organising import found_organisation
from portal.people.recording import (
    NameRefused,
    ProvisionRefused,
    clean_latin_name,
    clean_name,
    open_post,
    provide,
    register_person,
)

BORN = date(1971, 3, 8)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("周桂芳", "周桂芳"),
        ("　周桂芳 ", "周桂芳"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("阿依古丽・买买提", "阿依古丽·买买提"),
        ("王𠮷", "王𠮷"),
        ("Ａ", "Ａ"),
        ("一", "一"),
        ("李〇", "李〇"),
        ("王\ue000", "王\ue000"),
        ("O’Brien-Lee", "O’Brien-Lee"),
    ],
)
def test_a_name_is_kept_as_typed_but_for_its_dot_and_outer_blanks(typed: str, kept: str) -> None:
    assert clean_name(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "", "　", "长" * 51, "<img src=x>", "{{7*7}}", "=1+1", "王\u202e芳", "王\u200b芳", "王\x00",
        "990000199001010017", "周桂芳１９９０００００００１", "1e400", "@cmd", "-cmd", "王/芳",
    ],
)  # fmt: skip
def test_what_no_name_has_is_refused(typed: str) -> None:
    with pytest.raises(NameRefused):
        clean_name(typed)


def test_a_latin_name_is_letters_with_the_marks_of_such_names() -> None:
    assert clean_latin_name(" Anna M. D'Souza-Li ") == "Anna M. D'Souza-Li"
    assert clean_latin_name("") == ""
    for typed in ("990000199001010017", "<script>", "A" * 101, "=cmd"):
        with pytest.raises(NameRefused):
            clean_latin_name(typed)


@pytest.fixture
def centre() -> Organisation:
    return found_organisation("市中心", "中心", OrganisationKind.CITY, below=None, actor_id=None)


@pytest.mark.django_db
def test_a_person_enters_at_a_home_organisation(centre: Organisation) -> None:
    person = register_person(
        " 周桂芳 ", centre, sex=Sex.FEMALE, birth_date=BORN, actor_id=None, phone="19900000001"
    )
    kept = Person.objects.unscoped("test").get()
    assert (kept.pk, kept.name, kept.organisation) == (person.pk, "周桂芳", centre)
    assert AuditEvent.objects.get(kind="person.registered").place == centre.path


@pytest.mark.django_db
def test_a_refused_name_registers_nobody(centre: Organisation) -> None:
    with pytest.raises(NameRefused):
        register_person("<b>", centre, sex=Sex.MALE, birth_date=BORN, actor_id=None)
    assert Person.every.count() == 0


@pytest.mark.django_db
def test_a_newer_paper_ends_the_one_before_on_its_day(centre: Organisation) -> None:
    post = open_post(centre, PostKind.MEMBER, 1, actor_id=None)
    provide(post, Have.DESK, "二楼", since=date(2025, 3, 1), actor_id=None)
    provide(post, Have.DESK, "三楼", since=date(2026, 3, 1), actor_id=None)
    papers = PostProvision.objects.order_by("since").values_list("detail", "since", "until")
    assert list(papers) == [
        ("二楼", date(2025, 3, 1), date(2026, 3, 1)),
        ("三楼", date(2026, 3, 1), None),
    ]
    assert AuditEvent.objects.filter(kind="post.provided").count() == 2


@pytest.mark.django_db
def test_a_paper_older_than_the_one_in_force_is_refused(centre: Organisation) -> None:
    post = open_post(centre, PostKind.MEMBER, 1, actor_id=None)
    provide(post, Have.DESK, "二楼", since=date(2025, 3, 1), actor_id=None)
    with pytest.raises(ProvisionRefused, match="2025"):
        provide(post, Have.DESK, "三楼", since=date(2025, 2, 28), actor_id=None)
    assert PostProvision.objects.get().detail == "二楼"


@pytest.mark.django_db
def test_a_post_is_one_seat(centre: Organisation) -> None:
    open_post(centre, PostKind.MEMBER, 1, actor_id=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        open_post(centre, PostKind.MEMBER, 1, actor_id=None)
