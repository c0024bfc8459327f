"""States of a batch of questions, and what may become of its rows."""

from django.db import models
from django.utils.translation import pgettext_lazy


class BatchState(models.TextChoices):
    READING = "reading", pgettext_lazy("batch", "being read")
    CHECKED = "checked", pgettext_lazy("batch", "read, waiting for your decision")
    ENTERING = "entering", pgettext_lazy("batch", "being entered")
    ENTERED = "entered", pgettext_lazy("batch", "entered")
    REFUSED = "refused", pgettext_lazy("batch", "could not be read")
    DISCARDED = "discarded", pgettext_lazy("batch", "discarded")


BATCH_MOVES = {
    BatchState.READING: (BatchState.CHECKED, BatchState.REFUSED, BatchState.DISCARDED),
    BatchState.CHECKED: (BatchState.ENTERING, BatchState.DISCARDED),
    BatchState.ENTERING: (BatchState.ENTERED, BatchState.CHECKED),
    BatchState.ENTERED: (),
    BatchState.REFUSED: (BatchState.DISCARDED,),
    BatchState.DISCARDED: (),
}
AT_WORK = (BatchState.READING, BatchState.ENTERING)


class RowVerdict(models.TextChoices):
    """What importing a row does; `alike` rows are left out unless one asks for them."""

    GOOD = "good", pgettext_lazy("row", "can be imported")
    ALIKE = "alike", pgettext_lazy("row", "very like another question")
    KNOWN = "known", pgettext_lazy("row", "in the bank already")
    REPEATED = "repeated", pgettext_lazy("row", "twice in the file")
    REFUSED = "refused", pgettext_lazy("row", "cannot be imported")
