"""Looking at a design with words of one's own before anything is issued: a picture, never a file
that could pass for a certificate. A job makes it; it lies there for a day."""

import hashlib
import io
import json
import subprocess
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageDraw, ImageFont

from certificates import designs, fonts, planning
from certificates.planning import Plan
from certificates.rendering import render
from portal import clock, whole_files
from portal.jobs.choices import JobState
from portal.jobs.enqueueing import OPEN, enqueue_again, newest
from portal.policy.rules import rule

PREVIEW = "certificate.preview"
KEPT = timedelta(days=1)
DOTS, SECONDS = 160, 30  # of a picture, to the inch; for the program that draws it
MARK = "样张 SPECIMEN"
NUMBER, CODE = "99000020000000000", "0" * 16  # nobody's: no counter begins at nought
_SHARE, _GREY = 9, (120, 120, 120, 110)


@dataclass(frozen=True)
class Sample:
    """What is to be seen: the name of a design, and the words on it."""

    design: str
    name: str
    organisation: str
    latin_name: str = ""

    @property
    def key(self) -> str:
        plain = json.dumps([*asdict(self).values(), _template(self)], ensure_ascii=False)
        return hashlib.sha256(plain.encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Seen:
    """How a picture stands: there (`path`), being made, or not to be made (`trouble` says why)."""

    path: Path | None = None
    trouble: str = ""


def look(sample: Sample) -> Seen:
    """The picture; where there is none a job begins to make it. What cannot be printed is said at
    once."""
    missing = fonts.unprintable(sample.name + sample.organisation + sample.latin_name)
    if missing:
        words = _("No face has %(signs)s: a certificate with it is held.")
        return Seen(trouble=words % {"signs": " ".join(missing)})
    path = _path(sample.key)
    if path.is_file() and path.stat().st_mtime > (clock.now() - KEPT).timestamp():
        return Seen(path)
    job = newest(PREVIEW, sample.key)
    if job is not None and job.state == JobState.FAILED:
        return Seen(trouble=_("The picture could not be made. Tell the administrators."))
    if job is None or job.state not in OPEN:
        with transaction.atomic():
            enqueue_again(PREVIEW, sample.key, asdict(sample))
    return Seen()


def picture_of(key: str) -> Path | None:
    """By the key of its sample; None when it is not there."""
    path = _path(key)
    return path if path.is_file() else None


def make(sample: Sample) -> None:
    """Takes about a second: never in a request."""
    page = render(plan_of(sample))
    drawn = subprocess.run(  # noqa: S603 - fixed arguments
        ["pdftoppm", "-png", "-r", str(DOTS), "-singlefile", "-"],  # noqa: S607 - as prepared
        input=page,
        capture_output=True,
        check=True,
        timeout=SECONDS,
    ).stdout
    whole_files.write(_path(sample.key), _marked(drawn))


def plan_of(sample: Sample) -> Plan:
    """A plan that no certificate has: number and code are nobody's."""
    today = clock.today()
    title, authority = rule("cert.title.post", on=today), rule("cert.authority", on=today)
    validity = rule("cert.validity_years", on=today)
    host = planning.public_host()
    return Plan(
        template=_template(sample),
        font_set=fonts.font_set(_template(sample)),
        kind="post",
        title_zh=title.both["zh"],
        title_en=title.both["en"],
        number=NUMBER,
        code=CODE,
        host=host,
        link=f"{settings.PUBLIC_URL}/v/{CODE}",
        name=sample.name,
        latin_name=sample.latin_name,
        organisation=sample.organisation,
        hours="24",
        issued_on=today.isoformat(),
        valid_from=today.isoformat(),
        valid_until=planning.last_day(today, validity.number).isoformat(),
        authority_zh=authority.both["zh"],
        authority_en=authority.both["en"],
        attempt_id=0,
        rules={},
        composed_at=clock.now().isoformat(timespec="seconds"),
    )


def put_away() -> int:
    """Remove the pictures that are older than a day; how many."""
    oldest = (clock.now() - KEPT).timestamp()
    old = [path for path in _root().glob("*.png") if path.stat().st_mtime <= oldest]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _template(sample: Sample) -> str:
    design = designs.named(sample.design) or designs.PAGE
    return design.template


def _marked(drawn: bytes) -> bytes:
    """With the word across it, three times, so that no part of it is without."""
    with Image.open(io.BytesIO(drawn)) as plain:
        page = plain.convert("RGBA")
    face = fonts.faces(fonts.SANS)[0]
    size = page.width // _SHARE
    font = ImageFont.truetype(str(face.path), size, index=face.index)
    layer = Image.new("RGBA", page.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(layer)
    for row in range(3):
        at = (page.width / 2, page.height * (2 * row + 1) / 6)
        pen.text(at, MARK, font=font, fill=_GREY, anchor="mm")
    written = io.BytesIO()
    Image.alpha_composite(page, layer).convert("RGB").save(written, "PNG", optimize=True)
    return written.getvalue()


def _path(key: str) -> Path:
    return _root() / f"{key}.png"


def _root() -> Path:
    return Path(settings.FILES_ROOT) / "previews"
