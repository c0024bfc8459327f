"""A .docx of 100 pages becomes a draft: within 10 s of a processor, so that a judge can wait."""

from courses.manuscripts import bringing
from courses.manuscripts.choices import Aim
from courses.models import LessonPage, ModulePage
from portal.accounts import granting
from portal.accounts.models import User
from tests.benchmarks.registry import Limit, Meter, benchmark
from tests.courses import rows
from tests.courses.manuscripts.papers import docx, note, p, picture, png, run, table

FULL = 100
PARAGRAPHS = 14  # on a page
WORDS = "调解员到场以后先听双方各说一遍，再看水沟的走向，依照《民法典》第二百九十条劝双方留出水路。"


def page(number: int) -> str:
    """A page as a textbook has one: a heading, paragraphs, on each fifth a table and a picture."""
    body = [p(run(f"（{'一二三四五六七八九十'[number % 10]}）第{number}页", bold=True))]
    body += [p(WORDS, run("记住", bold=True), WORDS) for _number in range(PARAGRAPHS - 1)]
    body.append(p(WORDS, note(number + 2)))
    if number % 5 == 0:
        body.append(table(*[("项目", "时间", "说明")] + [("登记", "当日", WORDS)] * 10))
        body.append(p(picture(f"rIdP{number}", "水沟的走向")))
    return "".join(body)


def paper(pages: int) -> bytes:
    numbers = range(pages)
    return docx(
        p("调解教程", style="T"),
        *map(page, numbers),
        relations=[(f"rIdP{number}", "image", f"media/{number}.png") for number in numbers],
        footnotes={number + 2: f"第{number}页的注。" for number in numbers},
        more={f"word/media/{number}.png": png(900, 600 + number) for number in numbers[::5]},
    )


def _author() -> User:
    user = granting.create_login("judge", "a-long-password", "刘志远", actor_id=None)
    return User.objects.get(pk=user.pk)


@benchmark(
    "docx_import",
    full=FULL,
    small=2,
    limits={"draft": Limit(cpu_seconds=10, megabytes=400)},
)
def docx_import(meter: Meter, size: int) -> None:
    """`size` pages, the child and the draft with its pictures together."""
    rows.library()
    rows.module()
    module, author, content = ModulePage.objects.get(), _author(), paper(size)
    with meter.measure("draft", size):
        bringing.bring(content, "教程.docx", aim=Aim.LESSON, parent=module, user=author)
    assert len(LessonPage.objects.get().body) >= size
