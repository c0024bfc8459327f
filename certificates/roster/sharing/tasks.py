"""The outbox job of a file that somebody asked for."""

from certificates.roster.sharing import handing_out
from certificates.roster.sharing.models import Handout
from portal.accounts.models import User
from portal.accounts.scoping import scope_of
from portal.jobs.registry import Claim, handler


@handler(handing_out.MAKE)
def hand_out(claim: Claim) -> None:
    """Payload: `handout`."""
    rows = Handout.objects.unscoped("a file that was asked for")
    row = rows.select_related("organisation", "template__organisation").get(
        pk=claim.payload["handout"]
    )
    files, trouble = handing_out.make(row, scope_of(User.objects.get(pk=row.asked_by_id)))
    with claim.finish():
        handing_out.finish(row, files, trouble)
