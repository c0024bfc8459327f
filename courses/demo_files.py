"""The files of the demo: a picture, a handout, a film and a recording, as a judge would bring them
into the CMS."""

import tomllib
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image, ImageDraw
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from courses.blocks import LessonBody

MEDIA = Path(__file__).parent / "demo_content" / "media"
PAPER, LINE, WATER, WALL = "#fdfdfb", "#4a525a", "#0b5d5e", "#8a6d1f"


def film(kind: str, name: str) -> dict[str, Any]:
    """The value of a block of this kind (video, audio), as its own form would leave it: playable,
    its length read from the file. What is spoken is what stands beside it."""
    entry = tomllib.loads((MEDIA / f"{name}.toml").read_text(encoding="utf-8"))
    content = ContentFile((MEDIA / entry["file"]).read_bytes(), name=entry["file"])
    document = get_document_model().objects.create(title=entry["title"], file=content)
    document.get_file_size()
    block = LessonBody().child_blocks[kind]
    words = "\n\n".join(part["said"] for part in entry["slide"])
    filled = {"file": document.pk, "title": entry["title"], "words": words}
    value: dict[str, Any] = block.get_prep_value(block.clean(block.to_python(filled)))
    return value


def picture() -> dict[str, Any]:
    """Two houses on a slope, a wall between them, and the ditch below the wall."""
    canvas = Image.new("RGB", (1200, 560), PAPER)
    draw = ImageDraw.Draw(canvas)
    draw.polygon([(0, 300), (1200, 440), (1200, 560), (0, 560)], fill="#f5f4ef", outline=LINE)
    for left, ground in ((120, 314), (820, 396)):
        draw.rectangle(
            (left, ground - 150, left + 260, ground + 8), fill=PAPER, outline=LINE, width=6
        )
        roof = [(left - 30, ground - 150), (left + 130, ground - 250), (left + 290, ground - 150)]
        draw.polygon(roof, fill="#e8f1ef", outline=LINE)
        draw.rectangle((left + 105, ground - 80, left + 155, ground + 5), outline=LINE, width=5)
    draw.rectangle((588, 240, 622, 372), fill=WALL)
    draw.rectangle((588, 345, 622, 372), fill=WATER)
    draw.line(
        [(390, 352), (600, 360), (810, 398), (1190, 446)], fill=WATER, width=12, joint="curve"
    )
    stream = BytesIO()
    canvas.quantize(16).save(stream, "PNG", optimize=True)
    title = "过水洞示意图"
    image = get_image_model().objects.create(
        title=title,
        width=canvas.width,
        height=canvas.height,
        file=ImageFile(BytesIO(stream.getvalue()), name="water-passage.png"),
    )
    return {
        "image": image.pk,
        "alt": "坡上坡下两户人家，中间一道院墙，墙脚留着过水洞，雨水顺坡从洞里流过去。",
        "caption": "墙脚留一个过水洞，水照旧走，墙也保得住。",
    }


def handout(entry: dict[str, Any]) -> int:
    """The steps and key points of a lesson on one sheet of plain text."""
    lines = [entry["title"], ""]
    for block in entry["blocks"]:
        if block["type"] == "steps":
            lines += [f"{title}：{text}" for title, text in block["items"]] + [""]
        elif block["type"] == "key_points":
            lines += [f"· {item}" for item in block["items"]]
    content = "\r\n".join(lines).encode("utf-8-sig")
    document = get_document_model().objects.create(
        title=f"讲义：{entry['title']}", file=ContentFile(content, name="handout.txt")
    )
    document.get_file_size()
    return int(document.pk)
