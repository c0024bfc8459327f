"""Who comes second with a code, a name or a person is told, and nothing half done is left."""

import pytest

from portal.accounts import accepting, codes, granting, inviting
from portal.accounts.accepting import DeadInvitation, NameRefused
from portal.accounts.choices import Role
from portal.accounts.models import Invitation, User
from portal.accounts.scoping import scope_of
from tests.portal.accounts.places import City, city, login, person

__all__ = ["city"]
pytestmark = pytest.mark.django_db
SENTENCE = "清晨的柿子树 3 棵"


@pytest.fixture
def invited(city: City) -> Invitation:
    clerk = scope_of(login("clerk", Role.CLERK, city["town"]))
    return inviting.invite_person(person("周桂芳", city["town"]), by=clerk)


def accept(invitation: Invitation, name: str) -> User:
    return accepting.accept(codes.code_from(invitation.seed), password=SENTENCE, username=name)


def test_of_two_who_read_the_same_open_code_the_second_is_told(
    invited: Invitation, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_both_read_it = accepting.invitation_of(codes.code_from(invited.seed))
    accept(invited, "first-one")
    monkeypatch.setattr(accepting, "invitation_of", lambda _code: as_both_read_it)
    with pytest.raises(DeadInvitation) as caught:
        accept(invited, "second-one")
    assert caught.value.why == "used"
    assert not User.objects.filter(username="second-one").exists()


def test_a_name_taken_between_looking_and_writing_leaves_the_code_open(
    invited: Invitation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accepting, "_checked", lambda typed: typed)
    with pytest.raises(NameRefused):
        accept(invited, "clerk")
    assert accept(invited, "zhou-gf").display_name == "周桂芳"


def test_a_person_who_got_a_login_meanwhile_gets_no_second_one(
    city: City, invited: Invitation
) -> None:
    assert invited.person
    granting.link_person(login("other", Role.HR, city["town"]), invited.person, actor_id=None)
    with pytest.raises(DeadInvitation):
        accept(invited, "zhou-gf")
    assert not User.objects.filter(username="zhou-gf").exists()


ID_NUMBER = "99000019900101001X"


@pytest.mark.parametrize(
    "name", ["ab", "x" * 41, "a b!", "13800000000", "zhou@example.org", ID_NUMBER]
)
def test_what_cannot_be_a_user_name_is_refused(invited: Invitation, name: str) -> None:
    with pytest.raises(NameRefused):
        accept(invited, name)
