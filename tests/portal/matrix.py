"""Which role may open which address: the table behind tests/portal/test_matrix.py. Each named
address stands in exactly one of the groups; say here who may open a new one."""

from tests.portal import matrix_of_roster as roster
from tests.portal.matrix_of_imports import IMPORT_LISTS, IMPORT_ROWS
from tests.portal.matrix_row import Row
from tests.portal.matrix_row import row as _row

VISITOR, TRAINEE = "visitor", "trainee"
ROLES = (
    "admin", "city", "hr", "clerk", "officer", "instructor", "committee", "author", "reviewer",
    "marker", "auditor", "assistant",
)  # fmt: skip

# For everybody; what they show is public or belongs to the session only.
PUBLIC = {
    "healthz", "readyz", "choose_language", "choose_type", "library", "statute", "article",
    "verify", "verify_code", "openapi-json", "api-root", "one", "by_code", "many", "answer_check",
    "film", "public_media", "account_login", "account_logout", "forgotten", "type_code",
    "invitation", "search", "mfa_authenticate", "mfa_login_webauthn", "worker", "manifest",
    "shelf", "shelf_in", "attachment", "verify_file", "check_offline", "verify_many",
}  # fmt: skip

# One's own login and way of signing in; nobody else's rows are reachable from there.
OWN = {
    "desk", "account_change_password", "account_reauthenticate", "second_factor", "mfa_index",
    "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes", "mfa_add_webauthn", "mfa_reauthenticate_webauthn",
    "assist_end", "reader_questions", "inbox", "inbox_read_all",
}  # fmt: skip

# Pages of the person behind the login, without an id of anybody in the address.
PERSONAL = {
    "my_certificates", "my_requirements", "exams", "exam", "start_exam", "complete_lesson", "seen",
    "my_marks", "bookmark", "page_note", "helpful", "ask_author", "my_data", "practice_progress",
    "my_data_ask", "watched", "read_instead", "my_portrait", "my_portrait_picture",
    "my_portrait_withdraw", "practice", "practice_begin", "practice_articles", "practice_mistakes",
}  # fmt: skip

# Lists and forms without an id: which roles; everybody else gets 404.
LISTS = {
    "drafts": "admin city instructor committee",
    "certificates": "admin city hr clerk",
    "certificates_waiting": "admin city hr clerk",
    "certificate_awards": "admin city hr clerk",
    "certificate_proposals": "admin city hr clerk",
    "office_keys": "admin hr",
    "office_key_new": "admin hr",
    "certificate_designs": "admin city hr clerk",
    "certificate_batches": "admin hr",
    "certificate_batch_new": "admin hr",
    **roster.LISTS,
    "exam_results": "admin city hr officer",
    "running": "officer",
    "rescue": "officer",
    "result_releases": "officer",
    "objection_desk": "officer",
    "marking": "officer marker",
    "attempts": "officer",
    "statistics": "officer",
    "sittings": "officer",
    "sitting_new": "officer",
    "exam_sites": "officer",
    "logins": "admin city hr clerk assistant",
    "invitations": "admin city hr clerk assistant",
    "invite_people": "admin city hr clerk assistant",
    "invite_staff": "admin city",
    "assist": "assistant",
    "people_export": "admin hr clerk",
    "candidacies": "admin city hr clerk officer assistant",
    "organisations": "admin city hr clerk officer assistant",
    "people_list": "admin city hr clerk officer assistant",
    "person_new": "admin hr clerk assistant",
    "law_reviews": "admin instructor",
    "audit": "admin auditor",
    "audit_export": "admin auditor",
    "audit_day": "admin auditor",
    "policy": "admin city auditor",
    "system": "admin",
    "system_examine": "admin",
    "people_doubles": "admin hr",
    "privacy_requests": "admin city hr",
    "policy_rule": "admin city auditor",
    "policy_profile": "admin city auditor",
    # At the top of the tree only; tests/exams/views/test_papers.py and test_bank.py go there.
    "policy_withdraw": "",
    "bank": "",
    "bank_kinds": "",
    "write_item": "",
    "question_batches": "",
    "question_template": "",
    "export_items": "",
    "papers": "",
    "corrections": "",
    "paper_blueprint": "",
    "paper_forms": "",
    "paper_sheet": "",
    "exams_by_sitting": "",
    "exam_by_sitting": "",
} | IMPORT_LISTS
# What stands in the address of a list that belongs to no place.
WORDS = {
    "audit_day": {"day": "2026-11-23"},
    "write_item": {"kind": "single"},
    "policy_rule": {"key": "exam.pass_mark"},
    "policy_profile": {"profile": "qinghai"},
    "policy_withdraw": {"key": "exam.pass_mark", "version": "1"},
    "paper_blueprint": {"exam_id": "1"},
    "paper_forms": {"exam_id": "1"},
    "paper_sheet": {"form_id": "1", "kind": "key"},
    "exam_by_sitting": {"exam_id": "1"},
}


KEEPERS, HELPERS = "admin city hr clerk", "admin city hr clerk assistant"
RECORDERS = "admin hr clerk assistant"
ROWS = {
    "certificate": _row(KEEPERS, pk="certificate"),
    "certificate_file": _row(KEEPERS, owner=True, pk="certificate"),
    "certificate_version_file": _row(KEEPERS, owner=True, pk="certificate", n="=1"),
    "certificate_change": _row("admin hr", pk="certificate", act="=suspend"),
    "office_key_end": _row("admin hr", pk="office_key"),
    "certificate_carried": _row("admin hr", pk="certificate", design="=card"),
    "certificate_history": _row(KEEPERS, pk="certificate"),
    "certificate_award": _row(KEEPERS, pk="award"),
    "certificate_award_act": _row("admin hr", pk="award", verb="=agree"),
    "certificate_award_new": _row("admin hr", pk="certificate", kind="=chief"),
    "certificate_proposal_act": _row("admin hr", pk="end_proposal", verb="=agree"),
    "certificate_again": _row("admin hr", pk="certificate", act="=replace"),
    "certificate_batch": _row("admin hr", pk="batch"),
    "certificate_batch_act": _row("admin hr", "post", pk="batch", verb="=resume"),
    **{name: Row(who, ids, how) for name, (who, how, ids) in roster.ROWS.items()},
    **{name: _row(KEEPERS, **told) for name, told in roster.PAPERS.items()},
    **{name: _row(KEEPERS, **of) for name, of in roster.PAPERS.items()},
    "audit_event": _row("admin auditor", pk="event"),
    "login_detail": _row(HELPERS, pk="user"),
    "login_act": _row(HELPERS, "post", pk="user", verb="=disable"),
    "login_unlock": _row(HELPERS, "post", pk="user"),
    "login_password": _row(HELPERS, "post", pk="user"),
    "login_give": _row(HELPERS, "post", pk="user"),
    "login_take": _row("admin city", "post", pk="staff", grant="grant"),
    "invitation_renew": _row(HELPERS, "post", pk="invitation"),
    "invitation_withdraw": _row(HELPERS, "post", pk="invitation"),
    "invitation_sheets": _row(HELPERS, asked="i=invitation"),
    "assist_begin": _row("assistant", "post", pk="person"),
    "person_page": _row("admin city hr clerk officer assistant", pk="person"),
    "person_hours": _row("admin city hr clerk officer assistant", pk="person"),
    "person_reveal": _row("admin hr", "post", pk="person"),
    "person_number": _row(RECORDERS, "post", pk="person"),
    "person_seen": _row(RECORDERS, "post", pk="person"),
    "person_contact": _row(RECORDERS, "post", pk="person"),
    "person_name": _row(RECORDERS, "post", pk="person"),
    "person_portrait": _row(RECORDERS, pk="person"),
    "person_portrait_picture": _row(RECORDERS, pk="person"),
    "person_portrait_withdraw": _row(RECORDERS, "post", pk="person"),
    "people_double": _row("admin hr", pk="double"),
    "person_transfer": _row(RECORDERS, "post", pk="person"),
    "organisation": _row("admin city hr clerk officer assistant", pk="place"),
    "organisation_post": _row("admin hr clerk", "post", pk="place"),
    "organisation_judge": _row("admin hr clerk", "post", pk="place"),
    "organisation_change": _row("admin city", "post", pk="place", act="=rename"),
    "person_nominate": _row("admin hr clerk", pk="person"),
    "candidacy": _row("admin city hr clerk officer assistant", pk="candidacy"),
    "candidacy_form": _row("admin city hr clerk officer assistant", pk="candidacy"),
    "candidacy_step": _row("admin hr clerk", "post", pk="candidacy", state="=checked"),
    "evidence": _row("officer", attempt_id="attempt"),
    "evidence_json": _row("officer", "post", attempt_id="attempt"),
    "evidence_pdf": _row("officer", attempt_id="attempt"),
    # An attempt is its own person's only; staff read results in the list of results.
    "paper": _row("", owner=True, attempt_id="attempt"),
    "answer_here": _row("", "post", owner=True, attempt_id="attempt"),
    "review": _row("", owner=True, attempt_id="attempt"),
    "submit": _row("", "post", owner=True, attempt_id="attempt"),
    "receipt": _row("", owner=True, attempt_id="attempt"),
    "result": _row("", owner=True, attempt_id="attempt"),
    "own_record": _row("", owner=True, attempt_id="attempt"),
    "rescue_file": _row("officer", file_id="rescue"),
    "exam_site": _row("officer", site_id="site"),
    "exam_site_close": _row("officer", "post", site_id="site"),
    "exam_room_close": _row("officer", "post", site_id="site", room_id="room"),
    "sitting": _row("officer", sitting_id="sitting"),
    "sitting_change": _row("officer", sitting_id="sitting"),
    "sitting_publish": _row("officer", "post", sitting_id="sitting"),
    "sitting_cancel": _row("officer", "post", sitting_id="sitting"),
    "sitting_make_up": _row("officer", sitting_id="sitting"),
    "sitting_people": _row("officer", sitting_id="sitting"),
    "sitting_enrol": _row("officer", sitting_id="sitting"),
    "sitting_enrol_places": _row("officer", "post", sitting_id="sitting"),
    "sitting_enrol_named": _row("officer", "post", sitting_id="sitting"),
    "sitting_statistics": _row("officer", sitting_id="sitting"),
    "sitting_statistics_sheet": _row("officer", "post", sitting_id="sitting"),
    "sitting_statistics_pdf": _row("officer", sitting_id="sitting"),
    "sitting_enrolment": _row("officer", sitting_id="sitting", run_id="enrolment"),
    "sitting_rooms": _row("officer", sitting_id="sitting"),
    "sitting_arrange": _row("officer", "post", sitting_id="sitting"),
    "sitting_room": _row("officer", sitting_id="sitting", room_id="used_room"),
    "sitting_sheets": _row("officer", sitting_id="sitting"),
    "sitting_sheet": _row("officer", sitting_id="sitting", kind="=slips", part="=1"),
    "sitting_seat_slip": _row("officer", sitting_id="sitting", seat_id="seat"),
    "own_slip": _row("", owner=True, seat_id="seat"),
    "own_slip_file": _row("", owner=True, seat_id="seat"),
    "sitting_seat": _row("officer", sitting_id="sitting", seat_id="seat"),
    "sitting_seat_withdraw": _row("officer", "post", sitting_id="sitting", seat_id="seat"),
    "sitting_seat_time": _row("officer", "post", sitting_id="sitting", seat_id="seat"),
    "sitting_seat_move": _row("officer", "post", sitting_id="sitting", seat_id="seat"),
    # An invigilator needs no role: tests/exams/views/board/test_seeing.py.
    "sitting_board": _row("officer", sitting_id="sitting"),
    "board_room": _row("officer", sitting_id="sitting", room_id="used_room"),
    "board_seat": _row("officer", sitting_id="sitting", seat_id="seat"),
    "board_notes": _row("officer", sitting_id="sitting"),
    "board_act": _row("officer", sitting_id="sitting", act="=pause"),
    # Whoever watches over a room has its seats too: tests/exams/views/test_entries.py.
    "sitting_forms": _row("officer", sitting_id="paper_sitting"),
    "sitting_entry": _row("officer", sitting_id="paper_sitting"),
    "entry_sheet": _row("officer", sitting_id="paper_sitting", seat_id="paper_seat"),
    "entry_again": _row("officer", "post", sitting_id="paper_sitting", seat_id="paper_seat"),
    "sitting_oral": _row("officer", sitting_id="oral_sitting", seat_id="oral_seat"),
    # For the two examiners of the room, and at the top: tests/exams/views/test_orals.py.
    "sitting_protocol": _row(
        "", "post", sitting_id="oral_sitting", seat_id="oral_seat", form="=blank"
    ),
    "sitting_oral_picture": _row("", sitting_id="oral_sitting", seat_id="oral_seat", digest="=0"),
    # Practice and messages are their person's only, a passkey its login's, whatever the role.
    "practice_round": _row("", owner=True, round_id="round"),
    "practice_question": _row("", owner=True, round_id="round", position="=1"),
    "practice_take_out": _row("", "post", owner=True, card_id="card"),
    "privacy_request": _row("admin city hr", pk="wish"),
    "my_data_withdraw": _row("", "post", owner=True, pk="wish"),
    "mfa_edit_webauthn": _row("", owner=True, pk="passkey"),
    "mfa_remove_webauthn": _row("", owner=True, pk="passkey"),
    "inbox_notice": _row("", owner=True, notice_id="notice"),
} | IMPORT_ROWS

# Content belongs to no place; who reaches which draft: tests/courses/editing/test_drafts.py.
# Nor does a picture of a question that is practised or asked: tests/exams/practice/test_views.py,
# tests/exams/views/test_paper_kinds.py; nor a specimen: tests/certificates/test_designs.py.
CONTENT = {"draft", "draft_act", "practice_picture", "paper_picture", "certificate_specimen"}

# Bank and whole exams belong to no place: tests/exams/views/test_bank.py, reporting/test_pages.py
BANK = {
    "exam_statistics", "exam_statistics_sheet", "exam_statistics_pdf",
    "bank_item", "revise_item", "submit_item", "judge_item", "move_item", "alike_items",
    "item_picture", "question_batch", "enter_batch", "discard_batch", "batch_report",
    "batch_picture", "submit_batch", "review_items", "correction_new", "correction",
}  # fmt: skip

# For whoever shows the pass of that one paper (tests/exams/views/test_saving.py); no login.
# A list opens for whoever has its secret address: tests/certificates/many/test_views.py.
CARRIED = {
    "save_answer", "flag_question", "paper_clock", "page_left",
    "verified_list", "verified_list_workbook", "verified_list_sheet",
}  # fmt: skip

# For who is named as marker or chief examiner of an exam, which belongs to no place, and for the
# person of a released result: tests/exams/marking/test_blind.py, test_pages.py, test_sampling.py.
MARKING = {
    "marking_overview", "marking_next", "marking_apart", "marking_name", "marking_dismiss",
    "marking_script", "marking_picture", "objection_desk_one", "objection", "marking_samples",
    "marking_sample", "marking_sample_picture", "result_notice", "result_notice_of", "pass_list",
}  # fmt: skip

GROUPS = (
    PUBLIC, OWN, PERSONAL, set(LISTS), set(ROWS), CONTENT, BANK, CARRIED, MARKING,
    roster.PUBLIC, roster.OWN,
)  # fmt: skip
