"""Bringing a manuscript: read in a confined child, then page, pictures and record in one
transaction."""

import hashlib
import re
import unicodedata
from dataclasses import replace

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from courses.manuscripts import drafting
from courses.manuscripts.choices import Aim, Form
from courses.manuscripts.drafting import LONGEST_TITLE, Draft
from courses.manuscripts.models import Manuscript
from courses.manuscripts.reading import Read, read
from portal import clock
from portal.accounts.models import User
from portal.audit.recording import record
from portal.spreadsheets.tables import FileRefused

MOST_DRAFTS = 100  # of one login that were never published
LONGEST_NAME = 80
BROUGHT = "manuscript.brought"
MINE = "the manuscripts of the login that brings one"


class AlreadyBrought(ValueError):
    """The same file was brought before; `manuscript` leads to its page."""

    def __init__(self, manuscript: Manuscript) -> None:
        super().__init__(str(manuscript))
        self.manuscript = manuscript


def bring(
    content: bytes, name: str, *, aim: str, parent: Page, user: User, title: str = ""
) -> Manuscript:
    """Make a draft below `parent` of a file that its owner calls `name`. `title` is what the page
    is called; empty, what the paper calls itself.

    Raises FileRefused, and AlreadyBrought for the same file of the same login. Whether the login
    may write below `parent` is the caller's business.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    before = _before(user, sha256)
    if before is not None:
        raise AlreadyBrought(before)
    _refuse_too_many(user)
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    found = read(content, ending)
    if found.form == Form.PDF:
        if aim == Aim.COMMENTARY:
            raise FileRefused("pdf_case")
        found = replace(found, raw=content)
    shown = shown_name(name)
    called = _title(title) or _title(found.title) or _title(shown.rpartition(".")[0])
    draft = Draft(aim, parent, user, called or _("Untitled manuscript"))
    try:
        with transaction.atomic():
            return _enter(found, draft, shown, sha256)
    except IntegrityError:
        draft.take_back_files()
        before = _before(user, sha256)  # brought twice at the same moment
        if before is None:
            raise
        raise AlreadyBrought(before) from None
    except BaseException:
        draft.take_back_files()
        raise


def _enter(found: Read, draft: Draft, shown: str, sha256: str) -> Manuscript:
    page = drafting.make(found, draft)
    row = Manuscript.objects.create(
        uploader=draft.user,
        page_id=page.pk,
        document=draft.document,
        form=found.form,
        sha256=sha256,
        shown_name=shown,
        report=[*found.left, *draft.findings.lines()],
        made_at=clock.now(),
    )
    record(BROUGHT, row, actor_id=draft.user.pk, data={"page": page.pk, "form": found.form})
    return row


def _before(user: User, sha256: str) -> Manuscript | None:
    rows = Manuscript.objects.unscoped(MINE).filter(uploader=user, sha256=sha256)
    return rows.select_related("page").first()


def _refuse_too_many(user: User) -> None:
    rows = Manuscript.objects.unscoped(MINE).filter(uploader=user, page__live=False)
    if rows.filter(page__first_published_at=None).count() >= MOST_DRAFTS:
        raise FileRefused("many", number=MOST_DRAFTS)


def shown_name(name: str) -> str:
    """The name of a file as it is shown (bad input 39): no path, no control or direction signs, no
    quotation marks, not too long; never used as a path."""
    plain = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(one for one in plain if unicodedata.category(one)[0] != "C")
    kept = re.sub(r"[\"';<>|*?:]", "", kept).strip(" .")
    stem, dot, ending = kept.rpartition(".")
    if not dot:
        return kept[:LONGEST_NAME] or _("manuscript")
    return f"{stem[:LONGEST_NAME].strip() or _('manuscript')}.{ending[:8]}"


def _title(typed: str) -> str:
    return " ".join(typed.split())[:LONGEST_TITLE]
