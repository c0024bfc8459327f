"""Letting a hit of the de-identification check stand: by a reviewer, with a reason."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from courses.editing.checking import Finding
from courses.editing.duties import may_review
from courses.editing.models import Overrule
from portal import clock
from portal.accounts.models import User
from portal.audit.recording import record


class OverruleRefused(ValueError):
    """A hit cannot be overruled so; the message says why."""


def overrule(page: Page, finding: Finding, reason: str, *, by: User) -> Overrule:
    """Raises OverruleRefused: not the reviewer of this draft now (a writer never is), without a
    reason, or overruled already."""
    state = page.current_workflow_task_state
    if state is None or not may_review(by, state):
        raise OverruleRefused(
            _("Only the reviewer of this draft overrules: nobody who wrote it. Hand it in first.")
        )
    if not reason.strip():
        raise OverruleRefused(_("Please say why."))
    try:
        with transaction.atomic():
            row = Overrule.objects.create(
                page=page,
                digest=finding.digest,
                kind=finding.hit.kind,
                place=finding.place[:200],
                reason=reason,
                by=by,
                at=clock.now(),
            )
            record(
                "draft.hit_overruled",
                page,
                actor_id=by.pk,
                reason=reason,
                data={"kind": finding.hit.kind.value, "place": finding.place},
            )
    except IntegrityError:
        raise OverruleRefused(_("This hit is overruled already.")) from None
    return row
