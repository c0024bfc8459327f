"""Nobody agrees to a batch that certifies them."""

import pytest

from certificates.batching import steering
from portal.accounts.scoping import scope_of
from portal.people.models import Person
from tests.certificates.batching.rows import issuer, propose, ready

pytestmark = pytest.mark.django_db


def test_who_is_in_a_batch_does_not_agree_to_it() -> None:
    who, _attempt = ready(["周一", "周二"])[0]
    batch = propose(issuer(who.organisation), who.organisation)
    second = issuer(who.organisation)
    Person.objects.unscoped("t").filter(pk=who.pk).update(user=second)
    own, other = scope_of(second), scope_of(issuer(who.organisation))
    assert own.person_id == who.pk
    assert "approve" not in steering.acts_for(batch, own)
    with pytest.raises(steering.Refused):
        steering.move("approve", batch, own)
    assert steering.move("approve", batch, other)
