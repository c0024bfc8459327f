"""What a certificate requires and how it looks follows from dated rules."""

from datetime import timedelta
from typing import Any

import pytest

from certificates import eligibility, issuing, planning, programmes
from certificates.choices import CertificateKind, RequirementKind
from courses import progress
from portal import clock
from portal.policy import setting
from portal.policy.meanings import MEANINGS
from portal.policy.rules import rule
from tests.certificates.rows import passed
from tests.exams import rows as exam_rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_has_passed")]
KIND = CertificateKind.POST


def set_rule(key: str, value: Any) -> None:
    day, nobody = clock.today(), None
    told: dict[str, Any] = {"basis": "本市", "reason": "试行", "actor_id": nobody}
    setting.set_rule(key, value, since=day, **told)


def test_the_shipped_rules_require_all_that_a_post_certificate_says() -> None:
    asked = programmes.programme(KIND, clock.today())
    assert asked.requires == eligibility.OF_POST
    held = rule("cert.requires.post", on=clock.today())
    assert dict(asked.rules)["cert.requires.post"] == held.version


def test_a_city_that_asks_for_no_quizzes_certifies_without_them_from_that_day_on() -> None:
    who, attempt = passed()
    new = exam_rows.module("contract", hours="4.0")
    exam_rows.learn(who, new)
    exam_rows.fill("contract")
    exam_rows.quiz(new)
    missing = eligibility.decide(eligibility.facts_of(who.pk, clock.today())).missing
    assert [item.kind for item in missing] == [RequirementKind.QUIZ]
    set_rule("cert.requires.post", ["age", "hours", "module"])
    issued = issuing.issue_if_eligible(who.pk, attempt.pk)
    assert issued.certificate is not None
    assert issued.decision is not None
    assert RequirementKind.QUIZ not in {item.kind for item in issued.decision.requirements}
    version = issued.certificate.versions.get()
    held = rule("cert.requires.post", on=clock.today())
    assert version.decision["rules"]["cert.requires.post"] == held.version
    yesterday = programmes.programme(KIND, clock.today() - timedelta(days=1))
    assert RequirementKind.QUIZ in yesterday.requires


def test_training_exam_and_a_printable_name_are_asked_for_whatever_the_rule_says() -> None:
    set_rule("cert.requires.post", ["age"])
    asked = programmes.programme(KIND, clock.today()).requires
    assert {RequirementKind.EXAM, RequirementKind.NAME, RequirementKind.HELD} < asked
    assert {RequirementKind.HOURS, RequirementKind.MODULE} < asked
    assert RequirementKind.QUIZ not in asked
    meaning = MEANINGS["cert.requires.post"]
    assert meaning.fault(["exam"])
    assert meaning.fault([])


def test_the_plan_says_by_which_versions_of_which_rules_it_was_made() -> None:
    who, attempt = passed()
    set_rule("cert.authority", {"zh": "另一司法局", "en": "Another Bureau"})
    issued = issuing.issue_if_eligible(who.pk, attempt.pk)
    assert issued.certificate is not None
    plan = issued.certificate.versions.get().plan
    held = rule("cert.authority", on=clock.today())
    assert (plan["authority_zh"], plan["rules"]["cert.authority"]) == ("另一司法局", held.version)
    assert plan["template"] == rule("cert.template.post", on=clock.today()).text
    assert plan["template"] == planning.TEMPLATE
    wanted = {"cert.requires.post", "cert.template.post", "cert.title.post", programmes.TERM}
    assert wanted <= set(plan["rules"])


def test_a_template_that_nothing_can_be_printed_by_is_refused() -> None:
    meaning = MEANINGS["cert.template.post"]
    assert not meaning.fault("post-3")
    assert [bool(meaning.fault(name)) for name in ("post-1", "post-9", "../x", "")] == [True] * 4


def test_each_missing_requirement_leads_to_where_it_is_mended() -> None:
    who = exam_rows.person()
    exam_rows.module("property", hours="4.0")
    facts = eligibility.facts_of(who.pk, clock.today())
    assert progress.live_modules()
    for item in eligibility.decide(facts).missing:
        assert item.url, item.key
    urls = {item.kind: item.url for item in eligibility.decide(facts).requirements}
    assert urls[RequirementKind.NAME] == urls[RequirementKind.AGE] == "/desk/my-data/"
    assert urls[RequirementKind.HELD] == "/desk/certificates/mine/"
