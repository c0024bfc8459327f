"""What a lesson costs a web process: to a visitor who comes first, to those who come after, and to
a learner, for whom each page is made."""

from django.core.cache import cache
from django.test import Client, override_settings

from courses.models import LessonPage
from portal.pages import sharing
from tests.benchmarks.registry import Limit, Meter, benchmark
from tests.courses import rows

FULL = 200
PARTS = 6
WORDS = "<p>雨后到现场，先看水从哪里来，再看《民法典》第二百九十条和第二百八十八条怎么说。</p>" * 4


def _lesson() -> LessonPage:
    """As long as those of the demo: some 30 blocks, a dozen articles in place, two questions."""
    rows.library()
    body = [
        row
        for part in map(str, range(PARTS))
        for row in (
            rows.block("heading", f"第{part}步", part),
            rows.block("text", WORDS, part),
            rows.block("statute", {"statute": "civil-code", "article": "290", "marked": ""}, part),
            rows.block("case", {"title": "一场大雨", "text": WORDS}, part),
            rows.block("key_points", ["水照老路走。", "先看水，再看墙。"], part),
        )
    ]
    checks = [rows.check_block(key) for key in "ab"]
    lesson = rows.lesson(rows.module(), "long", body=body + checks)
    lesson.save_revision().publish()
    return lesson


def _ask(client: Client, url: str, times: int, *, again: bool = True) -> None:
    for _time in range(times):
        if not again:
            cache.delete(sharing.EDITION)
        client.get(url).content.decode().index("第5步")


@benchmark("lesson_page", full=FULL, small=2, limits={"cached": Limit(cpu_seconds=1)})
@override_settings(SHARED_PAGES_SECONDS=300)
def lesson_page(meter: Meter, size: int) -> None:
    """`size` requests of each kind through the whole stack of middleware."""
    url = _lesson().url
    visitor, learner = Client(), Client()
    learner.force_login(rows.login_of(rows.learner(rows.committee())))
    _ask(visitor, url, 1)
    with meter.measure("uncached", size):
        _ask(visitor, url, size, again=False)
    with meter.measure("cached", size):
        _ask(visitor, url, size)
    with meter.measure("learner", size):
        _ask(learner, url, size)
