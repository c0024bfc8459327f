"""Forms as PDF/UA: the paper, the answer sheet, the key."""

import gc
import warnings
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from weasyprint import CSS, HTML
from weasyprint.urls import URLFetcher

from exams.models import PaperForm
from exams.papers.keys import key
from exams.papers.proving import unpack
from exams.papers.sheets import sheet

KINDS = ("paper", "answers", "key")


class Unprintable(RuntimeError):
    """The sheet would not show what it should; the message says which characters."""


def print_form(form: PaperForm, kind: str) -> bytes:
    """One of the three sheets of a form, in the language that is active. Raises Unprintable.

    Permission is the caller's business; only the key reads the table of keys.
    """
    blueprint, _pool = unpack(form.source)
    context: dict[str, Any] = {"form": form, "sheet": sheet(form, blueprint), "kind": named(kind)}
    if kind == "key":
        context["answers"] = key(form)
    page = render_to_string(f"exams/print/{kind}.html", context)
    style = CSS(string=render_to_string("exams/print/sheets.css"))
    with warnings.catch_warnings():
        # WeasyPrint leaves its colour profile to the collector to close.
        warnings.simplefilter("ignore", ResourceWarning)
        document = HTML(string=page, url_fetcher=URLFetcher(allowed_protocols=("data",)))
        try:
            written: bytes = document.write_pdf(
                stylesheets=[style], pdf_variant="pdf/ua-1", finisher=_strict
            )
        finally:
            gc.collect()  # each render holds whole font files until collected
    return written


def named(kind: str) -> str:
    """What a sheet is called."""
    names = {
        "paper": pgettext("sheet", "Paper"),
        "answers": pgettext("sheet", "Answer sheet"),
        "key": pgettext("sheet", "Key and explanations"),
    }
    return names[kind]


def _strict(document: Any, _pdf: Any) -> None:
    """WeasyPrint prints an empty box for a missing glyph; we say so instead."""
    missing = {chr(code) for face in document.fonts.values() for code in face.missing}
    if missing:
        raise Unprintable(
            _("The sheet cannot be printed: the fonts have no sign for %(characters)s.")
            % {"characters": " ".join(sorted(missing))}
        )
