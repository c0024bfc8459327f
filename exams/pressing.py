"""The confined child that makes a PDF of a page: limits on itself first, then the page.

`python -m exams.pressing` reads {"page": HTML, "style": CSS} as JSON from its standard input and
writes the PDF/UA. Exit status 3: the fonts lack signs, which are then its output. Knows no
framework.
"""

import json
import sys
from typing import Any

from courses.manuscripts.confining import limit
from portal.typesetting import CSS, HTML, URLFetcher

MEGABYTES = 3_000  # of address space: fonts are mapped whole, several times
SECONDS = 120  # of one processor; a paper of 200 questions takes a quarter of it
WRITTEN = 10  # megabytes of a file: lists of fonts
NO_SIGN = 3


class _Missing(Exception):
    """WeasyPrint prints an empty box for a missing sign; we say so instead."""


def _strict(document: Any, _pdf: Any) -> None:
    missing = {chr(code) for face in document.fonts.values() for code in face.missing}
    if missing:
        raise _Missing(" ".join(sorted(missing)))


def main() -> None:
    limit(MEGABYTES, SECONDS, WRITTEN)
    asked = json.load(sys.stdin)
    document = HTML(string=asked["page"], url_fetcher=URLFetcher(allowed_protocols=("data",)))
    try:
        written = document.write_pdf(
            stylesheets=[CSS(string=asked["style"])], pdf_variant="pdf/ua-1", finisher=_strict
        )
    except _Missing as missing:
        sys.stdout.write(str(missing))
        sys.exit(NO_SIGN)
    sys.stdout.buffer.write(written)


if __name__ == "__main__":
    main()
