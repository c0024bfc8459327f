"""Replacement and the certificate that goes with it: both or neither."""

from datetime import timedelta

import pytest

from certificates.roster import replacing
from certificates.roster.models import Appointment
from certificates.roster.refusing import Refused
from certificates.roster.register import standing_of
from portal import clock
from tests.certificates.roster import city
from tests.certificates.roster.conftest import Town


@pytest.fixture
def row(town: Town) -> Appointment:
    person = city.somebody(town.east_village)
    city.certify(person)
    with clock.at(clock.now() - timedelta(days=30)):
        return city.elect(person, city.seat(town.east_village))


def replace(row: Appointment, **values: object) -> None:
    replacing.end(
        row,
        **{  # type: ignore[arg-type]
            "day": clock.today(),
            "reason": "serious_dereliction",
            "deciding_body": "村民代表会议",
            "document_number": "4号",
            "note": "多次缺席",
            "actor_id": None,
        }
        | values,
    )


def test_replacement_withdraws_the_certificate_in_one_act(row: Appointment) -> None:
    replace(row, withdraw=True)
    standing = standing_of(row.person_id, clock.today())
    assert (standing.label, standing.certificate) == ("replaced", "revoked")


def test_without_withdrawing_the_person_stays_qualified(row: Appointment) -> None:
    replace(row)
    assert standing_of(row.person_id, clock.today()).label == "qualified"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"reason": "resigned", "withdraw": True}, "withdraw"),
        ({"day": clock.today() + timedelta(days=60), "withdraw": True}, "withdraw"),
        ({"note": " ", "withdraw": True}, "note"),
        ({"document_number": "", "withdraw": True}, "document_number"),
    ],
)
def test_a_refusal_leaves_office_and_certificate_as_they_are(
    row: Appointment, values: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        replace(row, **values)
    assert refused.value.field == field
    assert standing_of(row.person_id, clock.today()).label == "on_duty"
