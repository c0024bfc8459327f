"""From a committed plan to the bytes of a PDF, touching nothing but the template and the fonts."""

import base64
import gc
import io
import signal
import threading
import time
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache, lru_cache
from types import FrameType
from typing import Any

import pikepdf
import segno
from django.template import TemplateDoesNotExist
from django.template.loader import get_template, render_to_string
from pikepdf import Pdf

from certificates import describing, finishing, fonts, numbering
from certificates.choices import NO_END
from certificates.planning import Plan
from portal.typesetting import CSS, HTML, Attachment, URLFetcher

SECONDS = 10.0
FOLDER = "certificates/print"
EARLIER = ("post-1", "post-2")  # printed before records were embedded and certificates signed
UNSIGNED = ("card-1", "badge-1")  # carried, and never the file of a certificate
SIGNATURE_WORDS = "发证机关电子签名 Electronic signature of the issuing authority"
# Longest name (characters) for each size; the last one takes the 50 of the register in two lines.
_NAME_SIZES = ((4, ""), (8, "long"), (16, "longer"), (42, "longest"), (50, "tiny"))
_SHORT_NAME, _SHORT_LATIN, _ONE_LINE, _TWO_LINES = 8, 30, 27, 59
_DAYS = ("issued_on", "valid_from", "valid_until")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_DRAWINGS = ("frame", "watermark")


class Unprintable(RuntimeError):
    """The page would not be what the plan says; nothing is issued. The message says why."""


class OnlyData(URLFetcher):
    """Answers `data:` addresses and keeps a list of everything else that was asked for."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False)
        self.refused: list[str] = []

    def fetch(self, url: str, *args: Any, **kwargs: Any) -> Any:
        if not url.startswith("data:"):
            self.refused.append(url[:100])
        return super().fetch(url, *args, **kwargs)


def render(plan: Plan) -> bytes:
    """The certificate as PDF/A-3a and PDF/UA-1 with its record embedded, not signed yet; the same
    plan gives the same bytes.

    Raises Unprintable when the plan was made for other fonts than this machine's, a character has
    no glyph, a foreign face or address would be used, the template is not here any more, or it
    takes longer than 10 s.
    """
    here = fonts.font_set(plan.template)
    if plan.font_set != here:
        raise Unprintable(
            f"the plan was made for the font set {plan.font_set[:12]}, this worker has "
            f"{here[:12]}: print it where the fonts and the WeasyPrint of that day are"
        )
    fonts.prepare()
    _set_aside()
    started = time.monotonic()
    with warnings.catch_warnings():
        # WeasyPrint leaves its colour profile to the collector to close.
        warnings.simplefilter("ignore", ResourceWarning)
        try:
            with _stopped_after(SECONDS):
                content = _write(plan)
        except (Unprintable, KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # WeasyPrint's fetching errors are no Exceptions
            raise Unprintable(f"{type(error).__name__}: {error}") from error
        finally:
            gc.collect()  # each render holds whole font files until collected
    if time.monotonic() - started > SECONDS:
        raise Unprintable(f"rendering took longer than {SECONDS:.0f} s")
    return content


@cache
def _set_aside() -> None:
    """Take what this process holds anyway out of the collector's sight: looking through all of it
    after each certificate took longer than the certificate."""
    gc.collect()
    gc.freeze()


def _write(plan: Plan) -> bytes:
    if plan.template in EARLIER:
        return _made(_page(plan), _style(plan))
    printed = _made(_page(plan), _style(plan), [_attachment(plan)])
    words = "" if plan.template in UNSIGNED else SIGNATURE_WORDS
    return finishing.finish(printed, _backdrop(plan.template), words)


def _made(page: str, style: str, attachments: Sequence[Attachment] = ()) -> bytes:
    """What WeasyPrint makes of page and style, which may ask for nothing but what they bring."""
    fetcher = OnlyData()
    document = HTML(string=page, url_fetcher=fetcher)
    written: bytes | None = document.write_pdf(
        stylesheets=[CSS(string=style, url_fetcher=fetcher)],
        pdf_variant="pdf/a-3a",
        finisher=_strict,
        attachments=list(attachments),
    )
    if fetcher.refused:
        raise Unprintable(f"the page asked for {', '.join(fetcher.refused)}")
    if not written:
        raise Unprintable("nothing was written")
    return written


@lru_cache(maxsize=8)
def _backdrop(template: str) -> Pdf:
    """Frame and watermark of a template: drawn once in a process, it took as long as all the
    rest."""
    drawings = {name: _drawing(f"{FOLDER}/{template}/{name}.svg") for name in _DRAWINGS}
    style = render_to_string(f"{FOLDER}/{template}/backdrop.css", drawings)
    empty = '<!doctype html><html lang="zh-Hans"><title>.</title><body></body></html>'
    return pikepdf.open(io.BytesIO(_made(empty, style)))


def _attachment(plan: Plan) -> Attachment:
    """The record for machines (ISO 32000-2, 7.11.3: data of the document)."""
    moment = datetime.fromisoformat(plan.composed_at)
    return Attachment(
        string=describing.record_of(plan).decode(),
        name=describing.NAME,
        description=f"{plan.title_zh} {plan.number}",
        created=moment,
        modified=moment,
        relationship="Data",
    )


def _strict(document: Any, _pdf: Any) -> None:
    """WeasyPrint prints an empty box for a missing glyph and borrows faces silently; we do not."""
    faces = document.fonts.values()
    missing = {chr(code) for face in faces for code in face.missing}
    foreign = {face.family for face in faces} - fonts.ALLOWED
    if missing or foreign:
        raise Unprintable(f"no glyph for {sorted(missing)}, foreign faces {sorted(foreign)}")


def _page(plan: Plan) -> str:
    context = {
        "plan": plan,
        "number": numbering.spaced_number(plan.number),
        "code": numbering.spaced_code(plan.code),
        **_fit(plan),
        "issued_on": _day(plan.issued_on),
        "valid_from": _day(plan.valid_from),
        "valid_until": _day(plan.valid_until),
        "endless": plan.valid_until == NO_END.isoformat(),
        "days": {key: date.fromisoformat(getattr(plan, key)) for key in _DAYS},
        "days_en": {key: _day_in_english(getattr(plan, key)) for key in _DAYS},
        "qr": segno.make(plan.link, error="m", micro=False).svg_data_uri(border=0),
        "offline": segno.make(plan.compact, error="m").svg_data_uri(border=0)
        if plan.compact
        else "",
    }
    return render_to_string(f"{_folder(plan)}/page.html", context)


def _fit(plan: Plan) -> dict[str, Any]:
    """Smaller type for long names and organisations, so that nothing runs into the lower part."""
    long_name = len(plan.name) > _SHORT_NAME
    return {
        "name_size": next(size for most, size in _NAME_SIZES if len(plan.name) <= most),
        "latin_below": long_name or len(plan.latin_name) > _SHORT_LATIN,
        "tight": len(plan.organisation) > (_ONE_LINE if long_name else _TWO_LINES)
        or len(plan.statement_zh) > _TWO_LINES,
    }


def _style(plan: Plan) -> str:
    drawings = {}
    if plan.template in EARLIER:
        drawings = {name: _drawing(f"{_folder(plan)}/{name}.svg") for name in _DRAWINGS}
    return render_to_string(f"{_folder(plan)}/page.css", drawings)


def _folder(plan: Plan) -> str:
    """Where the plan's own template lies; a new design never reprints an old plan."""
    return f"{FOLDER}/{plan.template}"


def _drawing(name: str) -> str:
    try:
        drawing = get_template(name).render()
    except TemplateDoesNotExist:
        raise Unprintable(f"the template of this plan is gone: {name}") from None
    return f"data:image/svg+xml;base64,{base64.b64encode(drawing.encode()).decode()}"


def _day(iso: str) -> str:
    """A day as a certificate in Chinese says it, whatever language the reader has chosen."""
    day = date.fromisoformat(iso)
    return f"{day.year}年{day.month}月{day.day}日"


def _day_in_english(iso: str) -> str:
    """A day as the English lines say it: 25 Nov 2026, whatever language is active."""
    day = date.fromisoformat(iso)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


@contextmanager
def _stopped_after(seconds: float) -> Iterator[None]:
    """Interrupt what takes too long. Only a main thread can be interrupted so (Celery's worker
    processes are); elsewhere the clock is looked at afterwards."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise Unprintable(f"rendering took longer than {seconds:.0f} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
