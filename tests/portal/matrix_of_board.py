"""The addresses of the roster's lists and of its panels of experts in the table of `matrix.py`."""

KEEPERS = "admin city hr clerk"
LISTS = {
    "roster": KEEPERS,
    "roster_export": KEEPERS,
    "roster_appoint": KEEPERS,
    "roster_board": KEEPERS,
    "roster_board_lacking": KEEPERS,
    "roster_board_export": KEEPERS,
    "roster_panels": KEEPERS,
    "roster_panel_new": KEEPERS,
}
# Which row of a place stands in the address.
ROWS = {
    "roster_person": {"person_id": "person"},
    "roster_post": {"post_id": "post"},
    "roster_panel_expert": {"panel_id": "panel"},
    "roster_panel_end": {"panel_id": "panel"},
    "roster_expert_release": {"member_id": "panel_seat"},
}
