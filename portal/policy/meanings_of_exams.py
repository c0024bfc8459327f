"""What the rules of exams and their results mean."""

from django.utils.translation import gettext_lazy

from portal.policy.choices import Kind
from portal.policy.groups import EXAM
from portal.policy.kinds import Meaning

OF_EXAMS: dict[str, Meaning] = {
    "exam.pass_mark": Meaning(
        EXAM,
        gettext_lazy("Pass mark of the qualifying exam"),
        gettext_lazy("The qualifying exam is passed with %(value)s points of 100 or more."),
        most=100,
    ),
    "exam.minutes": Meaning(
        EXAM,
        gettext_lazy("Length of the qualifying exam"),
        gettext_lazy("Candidates have %(value)s minutes for the qualifying exam."),
        least=1,
        most=300,
    ),
    "exam.attempts": Meaning(
        EXAM,
        gettext_lazy("Attempts at the qualifying exam"),
        gettext_lazy("A candidate sits the exam at most %(value)s times within a period."),
        least=1,
        most=20,
    ),
    "exam.exposure_percent": Meaning(
        EXAM,
        gettext_lazy("How much of the question bank one person sees"),
        gettext_lazy(
            "Over all attempts one person sees at most %(value)s %% of the bank; then questions"
            " they have seen come again."
        ),
        least=1,
        most=100,
    ),
    "exam.repeat_percent": Meaning(
        EXAM,
        gettext_lazy("How much of the last printed paper comes again"),
        gettext_lazy(
            "Of the questions of new forms at most %(value)s %% stood on the forms before them,"
            " where the bank has enough others."
        ),
        least=1,
        most=100,
    ),
    "exam.objection_days": Meaning(
        EXAM,
        gettext_lazy("Days of objection to results that are out at once"),
        gettext_lazy(
            "Results that the machine graded and that are out as soon as the paper is handed in"
            " are published for %(value)s days. They count from the day after the last one of"
            " objecting; with 0 at once."
        ),
        most=60,
    ),
    "exam.objection_days_by_act": Meaning(
        EXAM,
        gettext_lazy("Days of objection to results that the exam office releases"),
        gettext_lazy(
            "Results that the exam office releases, those that people marked among them, are"
            " published for %(value)s days. They count from the day after the last one of"
            " objecting; with 0 at once."
        ),
        most=60,
    ),
    "exam.objection_working_days": Meaning(
        EXAM,
        gettext_lazy("Time to object to a result"),
        gettext_lazy(
            "Whoever sat the qualifying exam can object to the result for %(value)s working days"
            " after its release, or as long as it is published."
        ),
        least=1,
        most=60,
    ),
    "exam.office": Meaning(
        EXAM,
        gettext_lazy("Whom candidates turn to"),
        gettext_lazy("Result notices and pass lists name as the office for objections: %(value)s."),
        Kind.BOTH,
    ),
    "exam.results_by_act": Meaning(
        EXAM,
        gettext_lazy("Whether the exam office releases results"),
        gettext_lazy(
            "With 1 results of the qualifying exam are seen once the exam office releases them,"
            " with 0 at once (now %(value)s). What people mark is always released by the office."
        ),
        most=1,
    ),
    "exam.mark_gap_percent": Meaning(
        EXAM,
        gettext_lazy("How far two markers may differ"),
        gettext_lazy(
            "When two markers differ by more than %(value)s %% of what an answer can bring, a third"
            " one decides."
        ),
        most=100,
    ),
    "exam.sample_percent": Meaning(
        EXAM,
        gettext_lazy("Answers that are marked again as a sample"),
        gettext_lazy("Of the marked answers %(value)s %% are marked once more, drawn by lot."),
        least=1,
        most=100,
    ),
    "exam.mark_minutes": Meaning(
        EXAM,
        gettext_lazy("How long an answer is kept for its marker"),
        gettext_lazy("An answer that is not marked within %(value)s minutes goes to another."),
        least=5,
        most=600,
    ),
    "exam.grace_seconds": Meaning(
        EXAM,
        gettext_lazy("Grace for late answers"),
        gettext_lazy("An answer counts that arrives up to %(value)s seconds after the deadline."),
        most=120,
    ),
    "exam.valid_for_certificate_months": Meaning(
        EXAM,
        gettext_lazy("How long a passed exam counts"),
        gettext_lazy("A passed exam leads to a certificate within %(value)s months."),
        least=1,
        most=120,
    ),
    "exam.resit_wait_days": Meaning(
        EXAM,
        gettext_lazy("Waiting time before an exam is taken again"),
        gettext_lazy(
            "Who took the exam may take it again %(value)s days after its end; with 0 at once."
        ),
        most=365,
    ),
    "exam.age_exempt": Meaning(
        EXAM,
        gettext_lazy("Age from which the exam is voluntary"),
        gettext_lazy("People of %(value)s years or more may sit the exam and need not."),
        least=50,
        most=100,
    ),
    "exam.late_entry_minutes": Meaning(
        EXAM,
        gettext_lazy("How late one may come to a sitting"),
        gettext_lazy(
            "A sitting is planned so that the last start is %(value)s minutes after it opens."
        ),
        least=1,
        most=240,
    ),
    "exam.window_most_days": Meaning(
        EXAM,
        gettext_lazy("Longest time to begin an online exam"),
        gettext_lazy(
            "The last start of an online sitting is at most %(value)s days after it opens."
        ),
        least=1,
        most=366,
    ),
    "exam.room_window_most_days": Meaning(
        EXAM,
        gettext_lazy("Longest time to begin an exam on paper or an oral one"),
        gettext_lazy(
            "The last start of a sitting on paper or an oral one is at most %(value)s days after it"
            " opens."
        ),
        least=1,
        most=60,
    ),
    "exam.pause_most_minutes": Meaning(
        EXAM,
        gettext_lazy("Longest pause of a paper"),
        gettext_lazy(
            "A paper that is paused goes on by itself after %(value)s minutes; all the time is"
            " given back."
        ),
        least=10,
        most=1440,
    ),
}
