"""Forms as PDF/UA: the paper, the answer sheet, the key."""

import json
import subprocess
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from exams.models import PaperForm
from exams.papers import shelving
from exams.papers.keys import key
from exams.papers.proving import unpack
from exams.papers.sheets import sheet
from exams.papers.shelving import KINDS
from exams.pressing import NO_SIGN
from portal.children import run_child

SECONDS = 240  # by the clock, on a machine that is busy with other things
CHILD = "exams.pressing"


class Unprintable(RuntimeError):
    """The sheet would not show what it should, or is not there yet; the message says why."""


class NoSign(Unprintable):
    """The fonts have no sign for these characters."""

    def __init__(self, characters: str) -> None:
        words = _("The sheet cannot be printed: the fonts have no sign for %(characters)s.")
        super().__init__(words % {"characters": characters})
        self.characters = characters.split()


def print_sheets(form: PaperForm) -> None:
    """Make the three sheets of a form in the city's language and keep them; what stands in the
    way is kept too. Takes its time: never in a request, never in a transaction."""
    why = ""
    with override(settings.LANGUAGE_CODE):
        for kind in KINDS:
            try:
                shelving.keep(form, kind, print_form(form, kind))
            except Unprintable as refused:
                why = str(refused)
    shelving.note_trouble(form, why)


def print_form(form: PaperForm, kind: str) -> bytes:
    """One of the three sheets of a form, in the language that is active, made in a confined
    process of its own. Raises Unprintable.

    Permission is the caller's business; only the key reads the table of keys.
    """
    blueprint, _pool = unpack(form.source)
    context: dict[str, Any] = {"form": form, "sheet": sheet(form, blueprint), "kind": named(kind)}
    if kind == "key":
        context["answers"] = key(form)
    page = render_to_string(f"exams/print/{kind}.html", context)
    return press(page, render_to_string("exams/print/sheets.css"))


def press(page: str, style: str, *, seconds: int = SECONDS) -> bytes:
    """A page of HTML as PDF/UA, made in a confined process of its own. Raises Unprintable."""
    try:
        content = json.dumps({"page": page, "style": style}).encode()
        done = run_child(CHILD, content=content, seconds=seconds)
    except subprocess.TimeoutExpired:
        raise Unprintable(_("Making the sheet took too long.")) from None
    if done.returncode == NO_SIGN:
        raise NoSign(done.stdout.decode())
    if done.returncode or not done.stdout.startswith(b"%PDF"):
        raise Unprintable(_("The sheet could not be made within its limits of time and memory."))
    return done.stdout


def press_all(page: str, style: str, *, seconds: int = SECONDS) -> bytes:
    """As `press`, of a page with words that people typed: a sign that no font has is printed by its
    code instead of stopping the page."""
    try:
        return press(page, style, seconds=seconds)
    except NoSign as missing:
        for sign in missing.characters:
            page = page.replace(sign, f"[U+{ord(sign):04X}]")
    return press(page, style, seconds=seconds)


def style_of(*names: str) -> str:
    """These style sheets, one after the other."""
    return "".join(render_to_string(name) for name in names)


def named(kind: str) -> str:
    """What a sheet is called."""
    names = {
        "paper": pgettext("sheet", "Paper"),
        "answers": pgettext("sheet", "Answer sheet"),
        "key": pgettext("sheet", "Key and explanations"),
    }
    return names[kind]
