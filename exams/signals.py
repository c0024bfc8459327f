"""What other apps may listen to."""

from django.dispatch import Signal

# A result counts from now on. Sent inside the transaction that makes it so, with attempt_id,
# person_id, kind (quiz or qualifying) and passed; receivers only write an outbox job.
result_effective = Signal()

# A paper was handed in on which people have to mark something. Sent inside that transaction, with
# attempt_id; receivers only write an outbox job.
answers_wait = Signal()

# A result that counted says something else now. Sent inside the transaction that changes it, with
# attempt_id, person_id, kind, passed_before and passed; receivers only write an outbox job.
result_changed = Signal()

# The results of some exams say something else, or more of them than before. Sent inside the
# transaction of the act that does it, with exam_ids; receivers only write outbox jobs. What a
# paper graded at its hand-in adds is not told.
results_moved = Signal()
