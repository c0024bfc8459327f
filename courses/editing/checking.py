"""The de-identification check of a page: what stands in it, and what a reviewer let stand.

Nothing about it is stored but the reviewers' words: it is done anew whenever somebody looks or
publishes, so it cannot be out of date.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from wagtail.models import Page

from courses.editing.deidentifying import Hit, Kind, Text, scan
from courses.editing.extracting import extract
from courses.editing.hiding import names_in
from courses.editing.holding import CHECKED
from courses.editing.models import Overrule
from courses.statutes.citations import repealed_citations

MANY = 6  # places named in a message


@dataclass(frozen=True)
class Finding:
    """A hit, where it stands in words, and the overrule that lets it stand."""

    hit: Hit
    place: str
    digest: str
    overrule: Overrule | None

    @property
    def what(self) -> str:
        return label(self.hit.kind)


class NotClear(ValueError):
    """A page cannot be published: something in it may tell who somebody is. The message says
    what, where, and what to do."""

    def __init__(self, page: Page, findings: Sequence[Finding]) -> None:
        self.page_id = page.pk
        self.findings = tuple(findings)
        super().__init__(told(self.findings))


def is_checked(page: object) -> bool:
    return isinstance(page, CHECKED)


def findings(page: Page) -> list[Finding]:
    """Everything found in a page object, in reading order, with the overrules that hold."""
    extracted = extract(page)
    hits = scan(extracted.texts, names_in(page.pk, extracted.texts))
    seen = [(hit, _digest(hit)) for hit in hits]
    for text, file_hash in extracted.unread:
        hit = Hit(Kind.UNREAD, text, file_hash, text.attachment, 0, 0)
        seen.append((hit, _digest(hit)))
    held = {row.digest: row for row in Overrule.objects.filter(page_id=page.pk)} if seen else {}
    return [Finding(hit, place_of(hit), digest, held.get(digest)) for hit, digest in seen]


def open_findings(page: Page) -> list[Finding]:
    return [finding for finding in findings(page) if finding.overrule is None]


def require_clear(page: Page) -> None:
    """Raises NotClear when a hit is neither gone nor overruled."""
    found = open_findings(page)
    if found:
        raise NotClear(page, found)


@dataclass(frozen=True)
class OldLaw:
    """A repealed law as a draft cites it, and where its rules stand now. It blocks nothing: what
    happened under it is rightly told by it."""

    place: str
    name: str
    now: str


def old_laws(page: Page) -> list[OldLaw]:
    """Each repealed law cited on the page itself, at its first place."""
    found: dict[str, OldLaw] = {}
    for text in extract(page).texts:
        for cited in () if text.attachment else repealed_citations(text.words):
            old = OldLaw(_place_in(text), cited.law.name, cited.law.now)
            found.setdefault(cited.law.name, old)
    return list(found.values())


def _digest(hit: Hit) -> str:
    words = (hit.kind, hit.found, str(hit.offset), hit.text.attachment, hit.text.words)
    return hashlib.sha256("\x1f".join(words).encode()).hexdigest()


def place_of(hit: Hit) -> str:
    """`content, block 3` or `attachment “handout”, line 7`."""
    text = hit.text
    if text.attachment:
        name = _("attachment “%(name)s”") % {"name": text.attachment}
        line = _("%(place)s, line %(line)s") % {"place": name, "line": hit.line}
        return line if hit.line else name
    return _place_in(text)


def _place_in(text: Text) -> str:
    if text.number:
        return _("%(field)s, paragraph %(number)s") % {"field": text.place, "number": text.number}
    return text.place


def label(kind: Kind) -> str:
    words = {
        Kind.LISTED: _("a name of the hidden list"),
        Kind.ID_NUMBER: _("perhaps an ID number"),
        Kind.OLD_ID_NUMBER: _("perhaps an ID number of 15 digits"),
        Kind.BANK_CARD: _("perhaps a bank card number"),
        Kind.PHONE: _("perhaps a phone number"),
        Kind.PLATE: _("perhaps a number plate"),
        Kind.PROPERTY: _("perhaps a property certificate number"),
        Kind.ADDRESS: _("perhaps an address"),
        Kind.NAME: _("perhaps a party's full name"),
        Kind.UNREAD: _("an attachment that no machine here can read: please look through it"),
    }
    return words[kind]


def told(found: Sequence[Finding]) -> str:
    """What was found and where, and the remedy, in one message."""
    parts = [*_numbers_in_attachments(found)]
    rest = [finding for finding in found if not _is_number_in_attachment(finding)]
    named = [f"{finding.place}: {finding.what}" for finding in rest[:MANY]]
    if len(rest) > MANY:
        named.append(_("and %(number)s more") % {"number": len(rest) - MANY})
    if named:
        parts.append(pgettext("between places", "; ").join(named) + pgettext("end of a list", "."))
    remedy = _(
        "Not published. Please change the words (keep the surname, replace the given name by 某;"
        " take numbers and addresses out), or let a reviewer overrule it with a reason."
    )
    return " ".join([remedy, *parts])


def _is_number_in_attachment(finding: Finding) -> bool:
    kinds = (Kind.ID_NUMBER, Kind.OLD_ID_NUMBER)
    return bool(finding.hit.text.attachment) and finding.hit.kind in kinds


def _numbers_in_attachments(found: Sequence[Finding]) -> list[str]:
    """One sentence for each attachment: how many numbers, in which lines."""
    lines: dict[str, list[int]] = {}
    for finding in filter(_is_number_in_attachment, found):
        lines.setdefault(finding.hit.text.attachment, []).append(finding.hit.line)
    return [_attachment_told(name, held) for name, held in lines.items()]


def _attachment_told(name: str, lines: list[int]) -> str:
    sentence = ngettext(
        "The attachment “%(name)s” perhaps holds %(number)s ID number (line %(lines)s): please take"
        " it out before publishing.",
        "The attachment “%(name)s” perhaps holds %(number)s ID numbers (lines %(lines)s): please"
        " take them out before publishing.",
        len(lines),
    )
    named = [str(line) for line in sorted(set(lines))]
    shown = pgettext("list", ", ").join(named[:MANY]) + ("…" if len(named) > MANY else "")
    return sentence % {"name": name, "number": len(lines), "lines": shown}
