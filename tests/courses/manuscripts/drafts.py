"""Papers that become drafts, and bringing them."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from courses.manuscripts import bringing
from courses.manuscripts.models import Manuscript
from courses.models import CommentaryIndexPage, CommentaryPage, LessonPage, ModulePage
from portal.accounts.models import User
from tests.courses import rows
from tests.courses.manuscripts.papers import docx, note, p, picture, png, table

PAPER = docx(
    p("相邻用水", style="T"),
    p("一、先看水"),
    p("见《民法典》第二百九十条。", note(2)),
    p("《民法典》第二百八十八条"),
    p("同法第二百九十条。"),
    p("《民法典》第九千条"),
    table(("项目", "金额"), ("水费", "10")),
    p(picture("rId8", "两家院墙")),
    relations=[("rId8", "image", "media/a.png")],
    footnotes={2: "条文见法条库。"},
    more={"word/media/a.png": png()},
)
CASE = docx(
    p("老水沟", style="T"),
    p("关键词：", marks=""),
    p("【关键词】"), p("排水；院墙、通行"),
    p("一、案情回顾"), p("王某家进了水。", note(2)),
    p("二、争议焦点"), p("1. 要不要拆墙？"), p("2. 谁来赔？"),
    p("三、调解经过"), p("两次到场。"),
    p("调解结果"), p("开两处过水洞。"),
    p("【法官解读】"), p("见《民法典》第二百九十条、第二百八十八条。"),
    table(("甲", "乙"), ("丙", "丁")),
    p("【法官点评】"), p("先看水，再说话。"),
    p("四、统计口径", style="1"), p("说明。"),
    p("五、典型意义"), p("水照老路走。"),
    footnotes={2: "化名。"},
)  # fmt: skip


def publish(page: Any) -> None:
    """What a judge writes before a draft can be published."""
    if isinstance(page, LessonPage):
        page.goal = "会调"
    for name, value in rows.WORDS.items() if isinstance(page, CommentaryPage) else ():
        setattr(page, name, getattr(page, name) or value)
    page.save_revision().publish()


def upload(judge: Client, content: bytes, name: str = "讲稿.docx", **fields: Any) -> Any:
    place = fields.pop("place", ModulePage.objects.get().pk)
    file = SimpleUploadedFile(name, content)
    return judge.post("/cms/manuscripts/", {"place": place, "file": file, **fields})


def bring(
    aim: str, content: bytes, author: User, name: str = "讲稿.docx", **options: Any
) -> Manuscript:
    lesson = aim == "lesson"
    parent = ModulePage.objects.get() if lesson else CommentaryIndexPage.objects.get()
    return bringing.bring(content, name, aim=aim, parent=parent, user=author, **options)


def pdf(words: str) -> bytes:
    """The smallest PDF that says something."""
    stream = f"BT /F1 12 Tf 20 100 Td ({words}) Tj ET"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        (
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R"
            "/Resources<</Font<</F1 5 0 R>>>>>>"
        ),
        f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, places = "%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj{one}endobj\n"
    table_at = len(body)
    body += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    body += "".join(f"{place:010} 00000 n \n" for place in places)
    body += f"trailer<</Root 1 0 R/Size {len(objects) + 1}>>\nstartxref\n{table_at}\n%%EOF"
    return body.encode()
