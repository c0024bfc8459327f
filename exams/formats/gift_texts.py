"""The texts of GIFT: escapes, and the four ways of writing them."""

import re
from dataclasses import dataclass, field

from exams.formats.markup import from_html, from_plain, looks_html
from exams.formats.pictures import Gallery

ESCAPED = re.compile(r"\\([:#={}~\\n])")
ROOTS = {"$course$", "$module$", "$system$", "top"}
FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]", re.IGNORECASE)


def unescaped(text: str) -> str:
    return ESCAPED.sub(lambda match: "\n" if match[1] == "n" else match[1], text)


@dataclass
class Words:
    """Turns written texts into ours; the first text with a format gives it to those after it."""

    form: str = ""
    codes: list[str] = field(default_factory=list)
    gallery: Gallery = field(default_factory=Gallery)

    def text(self, written: str) -> str:
        match = FORMAT.match(written)
        form = match[1].lower() if match else self.form
        if match and not self.form:
            self.form = form
        plain = unescaped(written[match.end() :] if match else written)
        if form == "markdown":
            self.codes.append("markdown")
        if form == "html" or (form in {"", "moodle"} and looks_html(plain)):
            if form != "html":
                self.codes.append("html")
                plain = plain.replace("\n", "<br>")
            read = from_html(plain, self.gallery)
        else:
            read = from_plain(plain)
        self.codes += read.codes
        return read.text


def path_of(subject: str) -> str:
    """A subject as the path of a category."""
    return f"$course$/{subject.replace('/', '//')}" if subject else "$course$"


def last_of(path: str) -> str:
    """The last name of a category's path (`$course$/Default/Family law`)."""
    names = [name.replace("\0", "/").strip() for name in path.replace("//", "\0").split("/")]
    named = [name for name in names if name and name.lower() not in ROOTS]
    return named[-1] if named else ""
