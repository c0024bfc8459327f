"""The roster in the table of roles and places: matrix.py. Rows and lists are for its keepers."""

# Public lists, and the interface, which opens for whoever shows a key of an office.
ROSTER_PUBLIC = {"public_rosters", "public_roster", "standing", "members", "changes"}
ROSTER_LISTS = (
    "roster", "roster_export", "roster_appoint", "roster_templates", "roster_template_new",
    "roster_template_example", "roster_out", "roster_lists", "roster_list_new",
)  # fmt: skip
# Each with what fills its address.
ROSTER_ROWS = {
    "roster_person": {"person_id": "person"},
    "roster_post": {"post_id": "post"},
    "roster_end": {"appointment_id": "appointment"},
    "roster_suspend": {"appointment_id": "appointment"},
    "roster_lift": {"suspension_id": "suspension"},
    "roster_template": {"pk": "roster_template"},
    "roster_template_file": {"pk": "roster_template"},
    "roster_template_end": {"pk": "roster_template"},
    "roster_list": {"pk": "public_list"},
    "roster_list_down": {"pk": "public_list"},
}
# A file that was asked for is its asker's alone: tests/certificates/roster/sharing/test_out.py.
ROSTER_OWN = {"roster_handout", "roster_handout_file"}
