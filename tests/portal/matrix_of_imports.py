"""Who may open the pages of imports: those of tables are the same for every kind."""

from tests.portal.matrix_row import Row, row

PEOPLE, ROSTER = "admin hr clerk", "admin city hr clerk"
KINDS = {
    "people": (PEOPLE, "run"),
    "roster": (ROSTER, "roster_run"),
    "appraisals": (ROSTER, "appraisal_run"),
}
POSTED = ("columns", "places", "enter", "discard")


def _rows_of(kind: str, roles: str, run: str) -> dict[str, Row]:
    posted = {f"{kind}_import_{step}": row(roles, "post", run_id=run) for step in POSTED}
    shown = {f"{kind}_import_{step}": row(roles, run_id=run) for step in ("run", "report")}
    return posted | shown


IMPORT_LISTS = {
    f"{kind}_import{step}": roles
    for kind, (roles, _run) in KINDS.items()
    for step in ("", "_template")
} | {"portraits_import": PEOPLE}

IMPORT_ROWS = {
    name: one
    for kind, (roles, run) in KINDS.items()
    for name, one in _rows_of(kind, roles, run).items()
} | {
    "portraits_import_run": row(PEOPLE, run_id="photos"),
    "portraits_import_check": row(PEOPLE, "post", run_id="photos"),
    "portraits_import_enter": row(PEOPLE, "post", run_id="photos"),
    "portraits_import_discard": row(PEOPLE, "post", run_id="photos"),
    "portraits_import_report": row(PEOPLE, run_id="photos"),
}
