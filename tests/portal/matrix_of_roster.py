"""The addresses of the roster in the table of roles and places: matrix.py."""

from typing import Any

from tests.portal import matrix_of_assessors as assessors

KEEPERS = "admin city hr clerk"
# The interface opens for whoever shows a key of an office.
PUBLIC = {"public_rosters", "public_roster", "standing", "members", "changes"}
# For who asked for it alone: tests/certificates/roster/sharing/test_out.py.
OWN = {"roster_handout", "roster_handout_file"}
LISTS = {
    "roster": KEEPERS,
    "roster_export": KEEPERS,
    "roster_appoint": KEEPERS,
    "roster_proposals": KEEPERS,
    "roster_filings": KEEPERS,
    "roster_appraisals": KEEPERS,
    "roster_templates": KEEPERS,
    "roster_template_new": KEEPERS,
    "roster_template_example": KEEPERS,
    "roster_out": KEEPERS,
    "roster_lists": KEEPERS,
    "roster_list_new": KEEPERS,
    "roster_board": KEEPERS,
    "roster_board_lacking": KEEPERS,
    "roster_board_export": KEEPERS,
    "roster_panels": KEEPERS,
    "roster_panel_new": KEEPERS,
    "roster_changes": KEEPERS,
    "roster_changes_export": KEEPERS,
    **assessors.LISTS,
}
_APPOINTMENT, _ENDING = {"appointment_id": "appointment"}, {"ending_id": "ending"}
_APPRAISAL = {"appointment_id": "appointment", "year": "=2026"}
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
    "roster_merged": (KEEPERS, "get", {"organisation_id": "place"}),
    "roster_appraisal": (KEEPERS, "get", _APPRAISAL),
    "roster_appraisal_form": (KEEPERS, "get", _APPRAISAL),
    "roster_template": (KEEPERS, "get", {"pk": "roster_template"}),
    "roster_template_file": (KEEPERS, "get", {"pk": "roster_template"}),
    "roster_template_end": (KEEPERS, "get", {"pk": "roster_template"}),
    "roster_list": (KEEPERS, "get", {"pk": "public_list"}),
    "roster_list_down": (KEEPERS, "get", {"pk": "public_list"}),
    "roster_panel_expert": (KEEPERS, "get", {"panel_id": "panel"}),
    "roster_panel_end": (KEEPERS, "get", {"panel_id": "panel"}),
    "roster_expert_release": (KEEPERS, "get", {"member_id": "panel_seat"}),
    **assessors.ROWS,
}
# The papers, each for the keepers; the letter for the person too.
PAPERS: dict[str, dict[str, Any]] = {
    "roster_letter": {"owner": True, "appointment_id": "appointment"},
    "roster_ending_paper": {"ending_id": "ending"},
    "roster_filing_paper": {"asked": "at=place", "kind": "=bureau"},
}
