"""Each requirement of a certificate is judged by its own id."""

from dataclasses import replace
from datetime import timedelta

import pytest

from certificates import eligibility, requirements, waiting
from certificates.choices import RequirementKind
from portal import clock
from portal.people.models import Person
from portal.scope import Scope
from tests.certificates.rows import passed
from tests.exams import rows


@pytest.mark.django_db
def test_a_pass_is_good_for_twelve_months() -> None:
    who, _attempt = passed()
    facts = eligibility.facts_of(who.pk, clock.today())
    assert facts.exam_until is not None
    assert eligibility.decide(replace(facts, day=facts.exam_until)).granted
    late = eligibility.decide(replace(facts, day=facts.exam_until + timedelta(days=1)))
    assert [item.kind for item in late.missing] == [RequirementKind.EXAM]


@pytest.mark.django_db
def test_every_requirement_is_judged_by_its_own_id() -> None:
    who, _attempt = passed()
    facts = eligibility.facts_of(who.pk, clock.today())
    modules = tuple(replace(facts.modules[0], module_id=n, title=f"模块{n}") for n in (1, 2, 3))
    whole = replace(facts, modules=modules)
    assert eligibility.decide(whole).granted
    for at in range(3):
        for kind, module in (
            ("module", replace(modules[at], studied=False)),
            ("quiz", replace(modules[at], quiz_passed=False)),
        ):
            changed = [*modules]
            changed[at] = module
            decision = eligibility.decide(replace(whole, modules=tuple(changed)))
            assert [item.key for item in decision.missing] == [f"{kind}:{at + 1}"]
            assert decision.missing[0].url
    for kind, wrong in (
        ("hours", replace(whole, hours=facts.hours_needed - 1)),
        ("exam", replace(whole, exam=None, exam_until=None)),
        ("age", replace(whole, age=17)),
        ("name", replace(whole, unprintable=("\ue863",))),
        ("held", replace(whole, held_number="1")),
        ("record", replace(whole, merged=True)),
    ):
        assert [item.key for item in eligibility.decide(wrong).missing] == [kind]


def test_nobody_is_granted_anything_by_an_empty_decision() -> None:
    assert not requirements.Decision(()).granted


@pytest.mark.django_db
def test_a_merged_double_is_granted_nothing_and_waits_for_nothing() -> None:
    who, attempt = passed()
    scope = Scope(user_id=1, places={"hr": (who.organisation.path,)})
    assert waiting.passes() == [(attempt.pk, who.pk)]
    Person.every.filter(pk=who.pk).update(merged_into=rows.person("周桂芳", who.organisation))
    missing = eligibility.decide(eligibility.facts_of(who.pk, clock.today())).missing
    assert [item.kind for item in missing] == [RequirementKind.RECORD]
    assert (waiting.passes(), waiting.people(scope)) == ([], [])
