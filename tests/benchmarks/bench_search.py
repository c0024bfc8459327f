"""What a search costs among 20,000 texts as long as judgments, and whether it finds all there is.

Recall is told against a plain scan for the words themselves; by the clock, half of the questions
and 95 % of them are told beside the CPU time that the harness measures.
"""

import random
import re
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from wagtail.models import Page

import courses
from courses.models import CommentaryIndexPage, CommentaryPage
from courses.searching import storing
from courses.searching.hits import Narrowed, Ranked
from courses.searching.models import Entry
from courses.searching.showing import shown
from courses.searching.sources import Source
from courses.searching.words import fold, query_of
from courses.statutes.numerals import article_label
from portal import clock
from tests.benchmarks.registry import Limit, Meter, benchmark

FULL = 20_000
LENGTH = 4_000  # characters of a text: a judgment of first instance
TIMES = 4  # at full size
CHUNK = 500
AT_MOST_MS = 150
# Single characters, words inside sentences, long words, names, numbers, several words at once.
QUERIES = (
    "的", "墙", "水", "债", "2021", "调解", "协议", "排水", "借条", "利息", "遗嘱", "继承",
    "邻居", "滴水檐", "宅基地", "调解员", "村委会", "司法确认", "民间借贷", "相邻关系", "人民调解",
    "人民法院", "彩礼返还", "离婚冷静期", "夫妻共同债务", "法定继承人", "高空抛物", "交通事故",
    "医疗费", "误工费", "劳动合同", "人身损害赔偿", "自然流向", "饲养动物", "打印遗嘱", "见证人",
    "抚养费", "违约金", "诉讼时效", "口头协议", "第一千一百六十五条", "第290条", "1165",
    "民法典 排水", "借条 利息 约定", "调解协议 效力", "老人 赡养", "赔偿 医疗费 误工费",
    "ABC有限公司", "调解協議",
)  # fmt: skip


def _sentences() -> list[str]:
    """Of the demo's own lessons, commentaries and gists."""
    folder = Path(courses.__file__).parent / "demo_content"
    found: list[str] = []
    for path in sorted(folder.rglob("*.toml")):
        found += _strings(tomllib.loads(path.read_text(encoding="utf-8")))
    whole = re.sub(r"<[^>]+>", "", "。".join(found))
    return [part for part in re.split(r"(?<=[。；？！\n])", whole) if 8 < len(part) < 200]


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def _text(chance: random.Random, sentences: list[str]) -> str:
    """Some sentences of the demo, cut and mixed, with names, sums and citations of its own."""
    parts: list[str] = []
    length = 0
    while length < LENGTH:
        pick = chance.random()
        if pick < 0.1:
            name = "".join(chr(chance.randint(0x4E00, 0x9FA5)) for _char in range(3))
            part = f"{name}与ABC{chance.randint(1, 999)}有限公司约定{chance.randint(1, 99999)}元。"
        elif pick < 0.15:
            part = f"依照《民法典》{article_label(chance.randint(1, 1260))}。"
        else:
            part = chance.choice(sentences)
        parts.append(part)
        length += len(part)
    return "".join(parts)


def _sources(size: int) -> Iterator[list[Source]]:
    """Pages, a chunk at a time, and what there is to be indexed of them."""
    chance, sentences = random.Random(7), _sentences()
    index = CommentaryIndexPage.objects.get()
    kind = ContentType.objects.get_for_model(CommentaryPage)
    for start in range(0, size, CHUNK):
        numbers = range(start + 1, min(start + CHUNK, size) + 1)
        pages = Page.objects.bulk_create(
            Page(
                title=chance.choice(sentences)[:40],
                slug=f"n{at}",
                path=Page._get_path(index.path, index.depth + 1, at),
                depth=index.depth + 1,
                url_path=f"{index.url_path}n{at}/",
                content_type=kind,
                locale_id=index.locale_id,
                first_published_at=clock.now(),
            )
            for at in numbers
        )
        yield [
            Source(
                page.pk,
                page.title,
                headings=chance.choice(sentences)[:60],
                body=_text(chance, sentences),
                kind="commentary",
                dispute_kind=chance.choice(["loan", "neighbour", "tort"]),
                dated=page.first_published_at,
            )
            for page in pages
        ]


def _ask(typed: str) -> None:
    shown(query_of(typed), Narrowed(), 1)


def _timed(asking: list[str], ask: object) -> list[float]:
    """Milliseconds of each question by the clock."""
    found = []
    for typed in asking:
        begin = time.perf_counter()
        ask(typed)  # type: ignore[operator]
        found.append(1000 * (time.perf_counter() - begin))
    return found


def _tell(what: str, each: list[float]) -> None:
    cuts = quantiles(each, n=20)
    held = "within" if cuts[18] <= AT_MOST_MS else "NOT within"
    sys.stderr.write(
        f"search on {connection.vendor}, {what}: p50 {cuts[9]:.0f} ms, p95 {cuts[18]:.0f} ms,"
        f" most {max(each):.0f} ms; p95 {held} {AT_MOST_MS} ms\n"
    )


def _whole(part: str) -> re.Pattern[str]:
    """The part itself, wherever it stands; a number or a Latin word only as a whole."""
    escaped = re.escape(part)
    return re.compile(rf"(?<![0-9a-z]){escaped}(?![0-9a-z])" if part.isascii() else escaped)


def _compare() -> None:
    """Raises AssertionError when a text that holds all the words was not found."""
    texts = {
        pk: fold("\n".join(parts))
        for pk, *parts in Entry.objects.values_list("pk", "title", "headings", "body__text")
    }
    there = lost = beyond = 0
    for typed in QUERIES:
        query = query_of(typed)
        found = set(Ranked(query, Narrowed()).rows.values_list("pk", flat=True))
        parts = [_whole(fold(part)) for part in typed.split()]
        plain = {pk for pk, text in texts.items() if all(part.search(text) for part in parts)}
        if plain - found:
            sys.stderr.write(f"not found by {typed}: {len(plain - found)} texts\n")
        there, lost, beyond = (
            there + len(plain),
            lost + len(plain - found),
            beyond + len(found - plain),
        )
    sys.stderr.write(
        f"search: {len(QUERIES)} questions; a plain scan finds {there}, of which {lost} were not"
        f" found (recall {100 * (1 - lost / max(there, 1)):.2f} %); {beyond} found beyond it\n"
    )
    assert lost == 0


@benchmark("search", full=FULL, small=12, limits={"question": Limit(30), "page": Limit(40)})
def search(meter: Meter, size: int) -> None:
    """Indexing the texts; the questions themselves; whole pages of the public search."""
    kind = ContentType.objects.get_for_model(CommentaryPage)
    with meter.measure("index", size):
        for sources in _sources(size):
            storing.put(kind.pk, sources)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    _compare()
    asking = list(QUERIES) * (TIMES if size >= FULL else 1)
    random.Random(1).shuffle(asking)
    with meter.measure("question", len(asking)):
        _tell("question", _timed(asking, _ask))
    client = Client()
    with meter.measure("page", len(asking)):
        _tell("page", _timed(asking, lambda typed: client.get("/search/", {"q": typed})))
