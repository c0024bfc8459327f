"""The addresses of the roster in the table of roles and places: matrix.py."""

from typing import Any

KEEPERS = "admin city hr clerk"
PUBLIC: set[str] = set()
# For who asked for it alone.
OWN: set[str] = set()
LISTS = {
    "roster": KEEPERS,
    "roster_export": KEEPERS,
    "roster_appoint": KEEPERS,
    "roster_proposals": KEEPERS,
    "roster_filings": KEEPERS,
}
_APPOINTMENT, _ENDING = {"appointment_id": "appointment"}, {"ending_id": "ending"}
_PROPOSAL = {"proposal_id": "roster_proposal", "verb": "=take_back"}
# Who opens it, how, and which row of a place stands in the address.
ROWS: dict[str, tuple[str, str, dict[str, str]]] = {
    "roster_person": (KEEPERS, "get", {"person_id": "person"}),
    "roster_post": (KEEPERS, "get", {"post_id": "post"}),
    "roster_end": (KEEPERS, "get", _APPOINTMENT),
    "roster_suspend": (KEEPERS, "get", _APPOINTMENT),
    "roster_lift": (KEEPERS, "get", {"suspension_id": "suspension"}),
    "roster_renew": (KEEPERS, "get", _APPOINTMENT),
    "roster_second": (KEEPERS, "get", _APPOINTMENT),
    "roster_correct": (KEEPERS, "get", _APPOINTMENT),
    "roster_strike": (KEEPERS, "get", _APPOINTMENT),
    "roster_ending": (KEEPERS, "get", _ENDING),
    "roster_hand_over": (KEEPERS, "post", _ENDING),
    "roster_received": (KEEPERS, "post", {"item_id": "hand_over_item"}),
    "roster_close_post": (KEEPERS, "get", _ENDING),
    "roster_proposal": (KEEPERS, "get", _PROPOSAL),
}
# The papers, each for the keepers; the letter for the person too.
PAPERS: dict[str, dict[str, Any]] = {
    "roster_letter": {"owner": True, "appointment_id": "appointment"},
    "roster_ending_paper": {"ending_id": "ending"},
    "roster_filing_paper": {"asked": "at=place", "kind": "=bureau"},
}
