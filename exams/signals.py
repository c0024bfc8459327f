"""What other apps may listen to."""

from django.dispatch import Signal

# A result counts from now on. Sent inside the transaction that makes it so, with attempt_id,
# person_id, kind (quiz or qualifying) and passed; receivers only write an outbox job.
result_effective = Signal()
