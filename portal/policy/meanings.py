"""What each rule means: its group, its name, what follows from its value, which values it takes."""

from typing import Any

from django.utils.translation import gettext_lazy

from portal.policy.choices import Kind
from portal.policy.groups import CERTIFICATE, EXAM, LOGINS, PEOPLE, RUNNING
from portal.policy.kinds import Meaning
from portal.policy.meanings_of_appraisals import OF_APPRAISALS
from portal.policy.meanings_of_committees import OF_COMMITTEES
from portal.policy.meanings_of_exams import OF_EXAMS
from portal.policy.meanings_of_people import OF_PEOPLE
from portal.policy.meanings_of_programmes import OF_PROGRAMMES
from portal.policy.meanings_of_terms import TERMS
from portal.policy.meanings_of_training import OF_TRAINING


def meaning_of(key: str, value: Any) -> Meaning:
    """The meaning of a rule; one that a later release will explain is shown by its key."""
    return MEANINGS.get(key) or Meaning(
        PEOPLE, key, "%(value)s", _kind_of(value), least=-(10**9), most=10**9
    )


def _kind_of(value: Any) -> Kind:
    by_type = {dict: Kind.BOTH, list: Kind.CODES, str: Kind.TEXT, float: Kind.DECIMAL}
    return by_type.get(type(value), Kind.NUMBER)


MEANINGS: dict[str, Meaning] = {
    **OF_PEOPLE,
    **OF_APPRAISALS,
    **OF_COMMITTEES,
    **OF_TRAINING,
    **OF_EXAMS,
    "quiz.minutes": Meaning(
        EXAM,
        gettext_lazy("Length of a quiz"),
        gettext_lazy("Trainees have %(value)s minutes for a quiz."),
        least=1,
        most=180,
    ),
    "quiz.pass_mark": Meaning(
        EXAM,
        gettext_lazy("Pass mark of a quiz"),
        gettext_lazy("A quiz is passed with %(value)s points of 100 or more."),
        most=100,
    ),
    "practice.right_days": Meaning(
        EXAM,
        gettext_lazy("When a question leaves the wrong-answer book"),
        gettext_lazy("A question leaves the book after right answers on %(value)s days in a row."),
        least=1,
        most=10,
    ),
    "practice.retention_percent": Meaning(
        EXAM,
        gettext_lazy("How much is to be remembered in practice"),
        gettext_lazy("A question comes again when %(value)s percent are still remembered."),
        least=70,
        most=97,
    ),
    "practice.slow_seconds": Meaning(
        EXAM,
        gettext_lazy("When an answer in practice is slow"),
        gettext_lazy("A right answer after more than %(value)s seconds comes again sooner."),
        least=10,
        most=3600,
    ),
    "cert.validity_years": Meaning(
        CERTIFICATE,
        gettext_lazy("Validity of a certificate"),
        gettext_lazy("A certificate issued then is valid for %(value)s years."),
        least=1,
        most=30,
    ),
    "cert.review_hours": Meaning(
        CERTIFICATE,
        gettext_lazy("Credit hours of the annual review"),
        gettext_lazy(
            "Each year of a certificate that ends then is reviewed: it needs %(value)s credit "
            "hours (0: there is no review)."
        ),
        least=0,
        most=200,
    ),
    "cert.title.post": Meaning(
        CERTIFICATE,
        gettext_lazy("Title of the post certificate"),
        gettext_lazy("Certificates issued then are titled: %(value)s."),
        Kind.BOTH,
    ),
    "cert.authority": Meaning(
        CERTIFICATE,
        gettext_lazy("Issuing authority"),
        gettext_lazy("Certificates issued then name as their authority: %(value)s."),
        Kind.BOTH,
    ),
    **OF_PROGRAMMES,
    "cert.by_itself": Meaning(
        CERTIFICATE,
        gettext_lazy("A pass brings its certificate by itself"),
        gettext_lazy(
            "1: a certificate is issued by itself once everything is fulfilled. 0: certificates "
            "are issued in batches only. The value is %(value)s."
        ),
        most=1,
    ),
    "cert.batch_two_people": Meaning(
        CERTIFICATE,
        gettext_lazy("A batch of certificates needs two people"),
        gettext_lazy(
            "1: somebody else agrees to a batch before anything is issued. 0: whoever starts a "
            "batch does it alone. The value is %(value)s."
        ),
        most=1,
    ),
    "cert.end_two_people": Meaning(
        CERTIFICATE,
        gettext_lazy("Revoking a certificate or declaring it void needs two people"),
        gettext_lazy(
            "1: one person proposes it, and it is done when somebody else agrees. 0: whoever may "
            "issue does it alone. Suspending is always one person’s act. The value is %(value)s."
        ),
        most=1,
    ),
    "cert.division": Meaning(
        CERTIFICATE,
        gettext_lazy("Division code of certificate numbers"),
        gettext_lazy("New certificate numbers begin with %(value)s."),
        Kind.TEXT,
        pattern=r"[0-9]{6}",
        shape=gettext_lazy("Please enter the six figures of the division code."),
    ),
    "verify.tries_per_minute": Meaning(
        CERTIFICATE,
        gettext_lazy("Verifications from one network"),
        gettext_lazy("One network verifies at most %(value)s times a minute."),
        least=1,
        most=100_000,
    ),
    "verify.misses_per_beginning": Meaning(
        CERTIFICATE,
        gettext_lazy("Misses on one certificate"),
        gettext_lazy("The same code or number misses at most %(value)s times a minute."),
        least=1,
        most=100_000,
    ),
    "verify.misses_per_minute": Meaning(
        CERTIFICATE,
        gettext_lazy("Misses on the whole platform"),
        gettext_lazy("The whole platform answers at most %(value)s misses a minute."),
        least=1,
        most=1_000_000,
    ),
    "verify.wrong_endings_per_day": Meaning(
        CERTIFICATE,
        gettext_lazy("Wrong endings of the ID document for one number"),
        gettext_lazy(
            "For one certificate number at most %(value)s wrong endings of the ID document are "
            "tried a day; then the number rests until tomorrow."
        ),
        least=1,
        most=100,
    ),
    "verify.list_rows": Meaning(
        CERTIFICATE,
        gettext_lazy("Rows of a list that is verified at once"),
        gettext_lazy("A list that is verified at once has at most %(value)s rows."),
        least=1,
        most=10_000,
    ),
    "verify.list_rows_per_hour": Meaning(
        CERTIFICATE,
        gettext_lazy("Rows of lists in an hour, without signing in"),
        gettext_lazy(
            "Without signing in, one network verifies at most %(value)s rows of lists an hour."
        ),
        least=0,
        most=100_000,
    ),
    "verify.list_rows_per_day": Meaning(
        CERTIFICATE,
        gettext_lazy("Rows of lists in a day, for staff who read certificates"),
        gettext_lazy(
            "A login that reads certificates verifies at most %(value)s rows of lists a day."
        ),
        least=1,
        most=1_000_000,
    ),
    "verify.key_questions_per_day": Meaning(
        CERTIFICATE,
        gettext_lazy("Certificates an office's key may ask for in a day"),
        gettext_lazy("A key for an office may be made for at most %(value)s certificates a day."),
        least=1,
        most=1_000_000,
    ),
    "verify.key_days": Meaning(
        CERTIFICATE,
        gettext_lazy("Days an office's key runs"),
        gettext_lazy("A key for an office ends at most %(value)s days after it was made."),
        least=1,
        most=1_826,
    ),
    "verify.questions_keep_days": Meaning(
        CERTIFICATE,
        gettext_lazy("Days a verification is kept"),
        gettext_lazy("What was asked of the register is deleted after %(value)s days."),
        least=184,
        most=3_650,
    ),
    "privacy.index_keep_years": Meaning(
        LOGINS,
        gettext_lazy("Years an erased number is still recognised"),
        gettext_lazy(
            "The index of an erased document number is destroyed %(value)s years after the erasure."
        ),
        most=30,
    ),
    "privacy.portrait_keep_days": Meaning(
        LOGINS,
        gettext_lazy("Days a replaced portrait is kept"),
        gettext_lazy(
            "The file of a portrait is destroyed %(value)s days after it was replaced or withdrawn."
        ),
        most=3650,
    ),
    "privacy.own_copies_per_day": Meaning(
        LOGINS,
        gettext_lazy("Copies of one's own data within a day"),
        gettext_lazy("One person takes at most %(value)s copies of the own data within a day."),
        least=1,
        most=50,
    ),
    "privacy.reveals_per_day": Meaning(
        LOGINS,
        gettext_lazy("Full ID numbers shown to one login"),
        gettext_lazy("A login sees at most %(value)s full ID numbers a day."),
        most=1000,
    ),
    "accounts.staff_idle_minutes": Meaning(
        LOGINS,
        gettext_lazy("Idle time of staff"),
        gettext_lazy("Staff are signed out after %(value)s minutes without doing anything."),
        least=1,
        most=1440,
    ),
    "accounts.invitation_days": Meaning(
        LOGINS,
        gettext_lazy("How long an invitation is open"),
        gettext_lazy("An invitation can be taken for %(value)s days."),
        least=1,
        most=365,
    ),
    "accounts.second_factor_exempt": Meaning(
        LOGINS,
        gettext_lazy("Logins without a second factor"),
        gettext_lazy("In a demonstration these sign in by password alone: %(value)s."),
        Kind.CODES,
    ),
    "notices.keep_days": Meaning(
        LOGINS,
        gettext_lazy("How long notices are kept"),
        gettext_lazy("A notice in the inbox is kept for %(value)s days."),
        least=30,
        most=3650,
    ),
    "accounts.assist_minutes": Meaning(
        LOGINS,
        gettext_lazy("Length of an assisted entry"),
        gettext_lazy("An assisted entry ends after %(value)s minutes."),
        least=1,
        most=480,
    ),
    "ops.backup_hours": Meaning(
        RUNNING,
        gettext_lazy("Age of the last backup"),
        gettext_lazy("Administrators are warned when the last backup is over %(value)s hours old."),
        least=1,
        most=744,
    ),
} | TERMS
