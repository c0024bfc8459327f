"""Real rows for the tests of certificates: people who have passed, plans, staff."""

from dataclasses import replace
from datetime import date

from certificates import compact, fonts, numbering
from certificates.models import Certificate, CertificateVersion
from certificates.planning import Plan
from exams.choices import ExamKind
from exams.models import Attempt, Exam
from portal.jobs.working import work_all
from portal.people.models import Organisation, Person
from tests.exams import rows as exam_rows

WAITING = "候用"
PLAN = Plan(
    template="post-3",
    font_set="",
    kind="post",
    title_zh="人民调解员上岗证",
    title_en="Post Certificate of a People’s Mediator",
    number="99010120260003187",
    code="7K3MQ2XD9HTB4WNE",
    host="rmtj.example.gov.cn",
    link="https://rmtj.example.gov.cn/v/7K3MQ2XD9HTB4WNE",
    name="周桂芳",
    latin_name="Zhou Guifang",
    organisation="青石镇柳溪村人民调解委员会",
    hours="24",
    issued_on="2026-12-25",
    valid_from="2026-12-25",
    valid_until="2029-12-24",
    authority_zh="示例市司法局",
    authority_en="Shili City Justice Bureau",
    attempt_id=1,
    rules={},
    composed_at="2026-12-25T01:00:00+00:00",
    compact=compact.signed(
        compact.Compact(
            "k1", "99010120260003187", "周桂芳", "post", "2026-12-25", "2026-12-25", "2029-12-24"
        )
    ),
)


def plan(**fields: str) -> Plan:
    changed: dict[str, object] = {
        "font_set": fonts.font_set(fields.get("template", PLAN.template)),
        **fields,
    }
    return replace(PLAN, **changed)  # type: ignore[arg-type]


def passed(
    name: str = "周桂芳", at: Organisation | None = None, born: date | None = None
) -> tuple[Person, Attempt]:
    """A person who has done everything and passed; the job to issue waits in the outbox."""
    waiting = Attempt.every.filter(person__name=WAITING, exam__kind=ExamKind.QUALIFYING).first()
    if waiting is not None:
        return _taken_on(waiting.person, name, at, born), waiting
    who, exam = exam_rows.ready_exam()
    who = _taken_on(who, name, at, born)
    return who, exam_rows.sit(who, exam)


def let_wait(who: Person) -> None:
    """Keep somebody who has passed for the next who asks for such a person."""
    Person.every.filter(pk=who.pk).update(name=WAITING)


def _taken_on(who: Person, name: str, at: Organisation | None, born: date | None) -> Person:
    changes = (
        {"name": name}
        | ({"organisation": at} if at else {})
        | ({"birth_date": born} if born else {})
    )
    Person.objects.unscoped("test").filter(pk=who.pk).update(**changes)
    return Person.every.get(pk=who.pk)


def certified(name: str = "周桂芳", at: Organisation | None = None) -> Certificate:
    """A person's certificate, issued through the outbox, not printed yet."""
    _who, attempt = passed(name, at)
    work_all("certificate.issue")
    found: Certificate = Certificate.objects.unscoped("test").get(attempt=attempt)
    return found


def exam_of(certificate: Certificate) -> Exam:
    """The exam whose pass it rests on."""
    assert certificate.attempt is not None
    return certificate.attempt.exam


def version_of(certificate: Certificate) -> CertificateVersion:
    found: CertificateVersion = CertificateVersion.objects.unscoped("test").get(
        certificate=certificate, superseded_at=None
    )
    return found


def never_given_out() -> str:
    """A number that looks right and is nobody's."""
    body = "9901012026999999"
    return body + numbering.check_digit(body)
