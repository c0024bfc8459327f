"""The closed sets of batches."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BatchState(models.TextChoices):
    """Proposed until a second person decides, where the rule asks for one; then at work."""

    PROPOSED = "proposed", pgettext_lazy("batch", "Waits for a second person")
    RUNNING = "running", pgettext_lazy("batch", "At work")
    PAUSED = "paused", pgettext_lazy("batch", "Paused")
    DONE = "done", pgettext_lazy("batch", "Finished")
    STOPPED = "stopped", pgettext_lazy("batch", "Stopped")
    DECLINED = "declined", pgettext_lazy("batch", "Declined")


OPEN = [BatchState.PROPOSED, BatchState.RUNNING, BatchState.PAUSED]

# Each act of a person: the states it may start from, and the state it leads to.
MOVES: dict[str, tuple[list[BatchState], BatchState]] = {
    "approve": ([BatchState.PROPOSED], BatchState.RUNNING),
    "decline": ([BatchState.PROPOSED], BatchState.DECLINED),
    "pause": ([BatchState.RUNNING], BatchState.PAUSED),
    "resume": ([BatchState.PAUSED], BatchState.RUNNING),
    "stop": ([BatchState.RUNNING, BatchState.PAUSED], BatchState.STOPPED),
}
DECISIONS = ("approve", "decline")


class MemberState(models.TextChoices):
    """What came of one person; a stopped batch leaves the rest waiting for ever."""

    WAITING = "waiting", pgettext_lazy("member of a batch", "Not looked at yet")
    ISSUED = "issued", pgettext_lazy("member of a batch", "Issued")
    OVERTAKEN = "overtaken", _("Had a certificate already")
    HELD = "held", pgettext_lazy("member of a batch", "Held")
