"""The roster is always consistent (promise P20): whatever keepers do, in whatever order, nobody
holds a post with somebody else, each end says who follows, and all who are asked say the same.

The full form is `python -m tests.chaos.roster`; see docs/operating.md.
"""

import pytest

from tests.certificates.roster import keepers_machine


@pytest.mark.django_db
def test_whatever_keepers_do_the_roster_is_consistent() -> None:
    keepers_machine.run(walks=4, steps=25, luck=20)
