"""Why a file on the server could not be read, in the reader's language and not the system's."""

import errno

from django.utils.translation import gettext as _


def why_unreadable(error: OSError) -> str:
    """The reason of the failure of a read; the number is the system's own when we know no more."""
    known = {
        errno.ENOENT: _("there is no such file"),
        errno.EISDIR: _("it is a folder, not a file"),
        errno.ENOTDIR: _("a part of its path is a file, not a folder"),
        errno.EACCES: _("the platform may not read it; please change its permissions"),
    }
    unknown = _("the system reports error %(number)s") % {"number": error.errno}
    return known.get(error.errno or 0, unknown)
