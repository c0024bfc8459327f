"""Jobs of the outbox."""

from portal import clock
from portal.accounts import mailing
from portal.accounts.inviting import MAIL
from portal.accounts.models import Invitation
from portal.jobs.registry import Claim, handler


@handler(MAIL)
def mail_invitation(claim: Claim) -> None:
    """Nothing is sent for one that was used, withdrawn or has run out meanwhile."""
    waiting = Invitation.objects.filter(
        pk=claim.payload["invitation"],
        accepted_at__isnull=True,
        withdrawn_at__isnull=True,
        expires_at__gt=clock.now(),
    )
    invitation = waiting.first()
    if invitation is not None:
        mailing.send(invitation)
    with claim.finish():
        pass
