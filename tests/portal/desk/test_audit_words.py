"""The trail in words: every act that the source records has some, in both languages."""

import ast
from collections.abc import Iterator
from io import BytesIO

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client
from django.utils import translation
from openpyxl import load_workbook

from certificates import awarding, lifecycle, reissuing, replacing
from certificates.batching import steering
from portal.accounts import granting
from portal.accounts.models import User
from portal.audit.recording import record
from portal.desk.audit import showing
from portal.people.choices import CandidacyState, RequestState
from portal.people.models import Organisation
from tests.certificates.roster import city as rows
from tests.checks.source import APPS, ROOT, Source

LIST = "/desk/audit/"
RECORDING = "portal.audit.recording"
FORMED = {
    "f'attempt.{verb}'": {"attempt.submitted", "attempt.closed"},
    "f'award.{PAST[target]}'": {f"award.{past}" for past in awarding.PAST.values()},
    "f'batch.{PAST[act]}'": {f"batch.{past}" for past in steering.PAST.values()},
    "f'candidacy.{state}'": {f"candidacy.{state.value}" for state in CandidacyState},
    "f'certificate.{_PAST[act]}'": {f"certificate.{past}" for past in lifecycle._PAST.values()},
    "f'certificate.{why.past}'": {
        "certificate.issued",
        "certificate.renewed",
        *(f"certificate.{act.past}" for act in (reissuing.REISSUE, replacing.REPLACE)),
    },
    "f'item.{verdict}'": {"item.approved", "item.returned"},
    "f'privacy.{state}'": {
        f"privacy.{state.value}" for state in (RequestState.ANSWERED, RequestState.REFUSED)
    },
}
"""What the texts with something put in can become; a new one is entered here."""

SUBJECTS = (
    "accounts.invitation", "accounts.user", "audit.auditday", "audit.backupnote", "batching.batch",
    "certificates.award", "certificates.certificate", "courses.lessonprogress", "exams.attempt",
    "exams.exam",
    "exams.item", "exams.result", "jobs.job", "people.candidacy", "people.contactjudge",
    "people.importrun", "people.organisation", "people.person", "people.post",
    "people.privacyrequest", "people.suspecteddouble", "policy.policyrule",
    "roster.appointment", "roster.assessorterm", "roster.mediateddispute",
    "roster.recommendationlist", "roster.recusalcheck", "statutes.statute",
)  # fmt: skip


def uses_trail(source: Source) -> bool:
    return RECORDING in source.text or source.path == "portal/audit/recording.py"


def sources() -> list[Source]:
    paths = [path for app in APPS for path in sorted((ROOT / app).rglob("*.py"))]
    found = [Source(str(path.relative_to(ROOT)), path.read_text("utf-8")) for path in paths]
    return [source for source in found if source.is_ours and uses_trail(source)]


def constants(source: Source) -> dict[str, str]:
    """`NAME = "…"` and `ONE, TWO = "…", "…"` at the top of a file."""
    found = {}
    for node in source.tree.body:
        if isinstance(node, ast.Assign):
            names, values = node.targets[0], node.value
            pairs = (
                zip(names.elts, values.elts, strict=True)
                if isinstance(names, ast.Tuple) and isinstance(values, ast.Tuple)
                else [(names, values)]
            )
            for name, value in pairs:
                if isinstance(name, ast.Name) and isinstance(value, ast.Constant):
                    found[name.id] = str(value.value)
    return found


def writers(source: Source) -> dict[str, str]:
    """The functions that record a kind given to them first, by what they call it."""
    own = {
        node.name: node.args.args[0].arg
        for node in source.nodes
        if isinstance(node, ast.FunctionDef) and node.args.args and node.args.args[0].arg == "kind"
    }
    return {"record": "", "record_many": "", **own}


def kinds_in(node: ast.expr, named: dict[str, str]) -> Iterator[str]:
    """The kinds an expression can be; the expression itself where that cannot be told."""
    if isinstance(node, ast.IfExp):
        yield from kinds_in(node.body, named)
        yield from kinds_in(node.orelse, named)
    elif isinstance(node, ast.Constant):
        yield str(node.value)
    else:
        text = ast.unparse(node)
        yield from FORMED.get(text, {named.get(text, f"{text} cannot be told")})


def recorded() -> set[str]:
    """Every kind that the source records."""
    found, told = set(), sources()
    named: dict[str, str] = {}
    for source in told:
        named |= constants(source)
    for source in told:
        own = named | constants(source)
        known = writers(source)
        for call in source.calls:
            if isinstance(call.func, ast.Name) and call.func.id in known:
                first = call.args[0]
                if isinstance(first, ast.Name) and first.id == "kind":
                    continue  # passed on: whoever calls says which
                found |= set(kinds_in(first, own))
    return found


def test_every_act_that_is_recorded_has_words_and_no_words_are_left_over() -> None:
    found = recorded()
    assert len(found) > 70
    assert found == set(showing.WORDS)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_no_two_acts_read_alike(language: str) -> None:
    with translation.override(language):
        words = [showing.act_in_words(kind) for kind in showing.WORDS]
    assert len(set(words)) == len(words)


@pytest.mark.parametrize("label", SUBJECTS)
def test_a_subject_is_the_name_of_its_model_and_its_number(label: str) -> None:
    model = apps.get_model(label)
    for language in ("en", "zh-hans"):
        with translation.override(language):
            name, _space, number = showing.subject_in_words(f"{label}:17").rpartition(" ")
            assert number == "17"
            assert name.lower() == str(model._meta.verbose_name).lower()
            assert name.isascii() == (language == "en")


@pytest.mark.parametrize("subject", ["t:1", "people.nobody:1", "people", ""])
def test_a_subject_of_no_model_stays_as_it_is(subject: str) -> None:
    assert showing.subject_in_words(subject) == subject


def test_the_select_offers_acts_by_noun_and_keeps_what_was_typed() -> None:
    with translation.override("en"):
        kinds = {"role.granted", "person.erased", "person.corrected", "old.done"}
        offered = showing.offered(kinds, "certificate.")
        assert [str(group) for group, _acts in offered] == [
            "", "People", "Logins and roles", "Others",
        ]  # fmt: skip
        assert [kind for kind, _words in offered[1][1]] == ["person.corrected", "person.erased"]
        assert offered[-1][1] == [("certificate.", "certificate."), ("old.done", "old.done")]
        assert len(showing.offered(kinds - {"old.done"}, "role.granted")) == 3


@pytest.fixture(scope="module")
def town(lasting: None) -> Organisation:
    return rows.place("township", name="甲镇")


@pytest.fixture
def client(town: Organisation) -> Client:
    user = User.objects.create(username="auditor7")
    granting.grant(user, "auditor", town, actor_id=None)
    with transaction.atomic():
        record("organisation.renamed", town, actor_id=None, place=town.path)
    client = Client()
    client.cookies["django_language"] = "zh-hans"
    client.force_login(user)
    return client


def body(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


@pytest.mark.django_db
def test_the_list_the_act_and_the_select_read_as_words_with_the_code_beside(
    client: Client, town: Organisation
) -> None:
    page = body(client, f"{LIST}?kind=organisation.")
    assert ">单位更名</a> <code" in page
    assert f">单位 {town.pk}</a>" in page
    assert '<optgroup label="账号与角色"> <option value="role.granted">授予角色</option>' in page
    assert '<option value="organisation." selected>organisation.</option>' in page
    event = client.get(LIST, {"kind": "organisation.renamed"}).context["rows"][0].event
    page = body(client, f"{LIST}{event.pk}/")
    assert '<h1>单位更名 <code class="small ink-2">organisation.renamed</code></h1>' in page
    assert f'<code class="small ink-2">people.organisation:{town.pk}</code>' in page


@pytest.mark.django_db
def test_the_export_has_words_and_codes_and_the_name_of_the_place(
    client: Client, town: Organisation
) -> None:
    answer = client.post(f"{LIST}export/", {"kind": "organisation.renamed"})
    sheet = load_workbook(BytesIO(answer.content)).worksheets[0]
    head, line = [[cell.value for cell in row][3:9] for row in sheet.iter_rows(max_row=2)]
    assert head == ["事项", "事项代码", "对象", "对象代码", "单位", "单位路径"]
    subject = f"people.organisation:{town.pk}"
    assert line == [
        "单位更名", "organisation.renamed", f"单位 {town.pk}", subject, "甲镇", town.path,
    ]  # fmt: skip
