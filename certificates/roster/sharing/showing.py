"""Posts and findings of public lists in the words of the page."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from certificates.roster.sharing.scanning import Found
from courses.editing.deidentifying import Kind
from portal.people.choices import PostKind


def post_words(post: str) -> str:
    return str(PostKind(post).label)


def found_words(found: Found) -> str:
    """What stands where, masked, with the remedy."""
    kinds = {
        Kind.ID_NUMBER: _("perhaps an ID number"),
        Kind.OLD_ID_NUMBER: _("perhaps an ID number of 15 digits"),
        Kind.BANK_CARD: _("perhaps a bank card number"),
        Kind.PHONE: _("perhaps a phone number"),
    }
    columns = {
        "name": _("Name"),
        "organisation": pgettext("column", "Organisation"),
        "document_number": _("Document number"),
    }
    words = {"row": found.row, "column": columns[found.column]}
    words |= {"kind": kinds[found.kind], "excerpt": found.excerpt}
    if not found.row:
        return _("%(column)s: %(kind)s (%(excerpt)s). Please correct it there first.") % words
    return (
        _("Row %(row)s, %(column)s: %(kind)s (%(excerpt)s). Please correct it there first.") % words
    )
