"""The quota board: numbers first, then names, each with the next step."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from certificates.roster.branching import places_of
from certificates.roster.choices import ROSTER_KEEPERS
from certificates.roster.forms_of_board import EVERY, BoardForm, LackingForm
from certificates.roster.staffing import charting, exporting, wording
from certificates.roster.staffing.board import (
    DUTIES,
    FAULTS,
    FIRST_KIND,
    Board,
    Fault,
    board_on,
    faults_on,
)
from certificates.roster.staffing.vacancies import Vacancy
from certificates.roster.views.asking_again import ask_again
from portal import clock
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope
from portal.days import latest
from portal.people.choices import PostKind
from portal.people.models import Organisation
from portal.scope import Scope

FIRST_FAULTS = 6
MOST_TILES = 60
PER_PAGE = 25
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@needs_role(*ROSTER_KEEPERS)
def board(request: HttpRequest) -> HttpResponse:
    """The board of one's places on a day; a day that cannot be right is told beside its field."""
    scope = request_scope(request)
    form = BoardForm(request.GET)
    form.is_valid()
    found = board_on(scope, form.day(), kind=form.kind())
    context = {
        "form": form,
        "board": found,
        "place": top_place(scope),
        "change": wording.change_words(found),
        "bars": _bars(found),
        "blocks": _tiled(found),
        "lacking": _lacking(found.faults),
        "faults": found.faults[:FIRST_FAULTS],
        "kinds": _kinds(found),
        "vacant": [_vacancy(one, scope) for one in found.vacant],
        "certificates": charting.columns(found.certificates),
        "terms": charting.columns(found.terms),
        "bases": _bases(found),
        "today": clock.today(),
        "latest": latest(),
    }
    return render(request, "roster/board/board.html", context, status=_status(form))


@require_safe
@needs_role(*ROSTER_KEEPERS)
def lacking(request: HttpRequest) -> HttpResponse:
    """Every committee and panel that lacks somebody, by what it lacks."""
    scope = request_scope(request)
    form = LackingForm(request.GET)
    form.is_valid()
    day = form.day()
    faults = faults_on(scope, day)
    code = form.cleaned_data.get("what") or ""
    chosen = [fault for fault in faults if not code or fault.code == code]
    context = {
        "form": form,
        "day": day,
        "code": code,
        "place": top_place(scope),
        "lacking": _lacking(faults),
        "page": Paginator(chosen, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "roster/board/lacking.html", context, status=_status(form))


@require_POST
@needs_role(*ROSTER_KEEPERS)
def board_export(request: HttpRequest) -> HttpResponse:
    """The board as a workbook, with every vacancy; none of another day than was asked for."""
    scope = request_scope(request)
    form = BoardForm(request.POST)
    if not form.is_valid():
        return ask_again(request, "roster_board", form.fields)
    day = form.day()
    found = board_on(scope, day, whole=True, kind="")
    content = exporting.export(found, top_place(scope), actor_id=scope.user_id or 0)
    response = HttpResponse(content, content_type=WORKBOOK)
    name = f"board-{day.isoformat()}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def top_place(scope: Scope) -> Organisation:
    """The highest of a keeper's places; a role is always held at one."""
    return places_of(scope)[0]


def _status(form: BoardForm) -> int:
    return 422 if form.errors else 200


TILED = ("township", "sectoral", "room")


@dataclass(frozen=True)
class _Tiles:
    """The organisations of a block with their posts drawn one by one; `hidden` are complete ones
    that found no room."""

    name: str
    block: Any
    tiles: list[dict[str, Any]]
    hidden: int

    @classmethod
    def of(cls, block: Any) -> "_Tiles":
        units = list(block.units)
        if len(units) > MOST_TILES:
            units.sort(key=lambda entry: entry[1].holds)
        tiles = [
            {"unit": unit, "line": line, "slots": charting.slots(line.there, line.needed)}
            for unit, line in units[:MOST_TILES]
        ]
        return cls(block.name, block, tiles, len(units) - len(tiles))


def _tiled(found: Board) -> list[_Tiles]:
    blocks = {block.name: block for block in found.blocks}
    return [_Tiles.of(blocks[name]) for name in TILED if name in blocks]


def _kinds(found: Board) -> list[dict[str, Any]]:
    """The kinds of posts of which some are vacant, all of them last, as filters of the list."""
    kinds = [
        {"key": kind.value, "label": kind.label, "many": found.empty[kind]}
        for kind in PostKind
        if found.empty.get(kind)
    ]
    every = {"key": EVERY, "label": _("All posts"), "many": found.vacancies}
    return [
        one | {"current": one["key"] == (found.kind or EVERY)}
        for one in [*sorted(kinds, key=lambda one: one["key"] != FIRST_KIND), every]
    ]


def _bars(found: Board) -> list[dict[str, Any]]:
    """The duties in one scale: a post is equally long everywhere."""
    longest = max((block.filled + block.missing for block in found.duties), default=0)
    return [
        {"block": block, "title": wording.BLOCKS[block.name], "scale": max(longest, 1)}
        for block in found.blocks
        if block.name in DUTIES
    ]


def _lacking(faults: tuple[Fault, ...]) -> list[dict[str, Any]]:
    """How many of each, without those of which there is none."""
    counted = {code: sum(fault.code == code for fault in faults) for code in FAULTS}
    return [
        {"code": code, "label": wording.FAULTS[code], "many": many}
        for code, many in counted.items()
        if many
    ]


def _vacancy(one: Vacancy, scope: Scope) -> dict[str, Any]:
    near = bool(one.step and scope.covers(one.step.home, *ROSTER_KEEPERS))
    return {
        "row": one,
        "before": wording.before_words(one),
        "stage": wording.stage_of(one, in_reach=near),
    }


def _bases(found: Board) -> list[dict[str, Any]]:
    """Each rule that was applied, once, with its number and where it is written."""
    lines = {line.rule: line for line in found.rules}
    return [
        {"title": title, "needed": lines[key].needed, "basis": lines[key].basis}
        for key, title in wording.RULES.items()
        if key in lines
    ]
