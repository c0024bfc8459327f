"""The fields of a commentary out of the blocks of a paper; plain values in and out."""

import re
from html import escape, unescape
from typing import Any, TypedDict

from courses.footnotes import MARK
from courses.manuscripts.findings import Findings
from courses.manuscripts.headings import bare
from courses.manuscripts.sections import sorted_out

LONGEST_HOLDING, LONGEST_KEYWORDS = 150, 80
ITEM = re.compile(r"</?(?:p|li|br)\b[^>]*>")
TAG = re.compile(r"<[^>]+>")
FIRST_NUMBER = re.compile(r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、．.]|[·•■●])\s*(?!\d)")


class Fields(TypedDict):
    facts: str
    issues: str
    process: str
    result: str
    analysis: str
    comment: str
    say: str
    dos: str
    donts: str
    significance: str
    key_holding: str
    keywords: str


def fields_of(blocks: list[dict[str, Any]], notes: list[str], findings: Findings) -> Fields:
    """Every field, empty where the paper has nothing for it; what had no place is noted."""
    found = sorted_out(blocks, bare)
    if found.strangers:
        findings.note("heading_strange", count=found.strangers)
    held = found.blocks

    def rich(name: str) -> str:
        html = "".join(_html(block, findings) for block in held.get(name, ()))
        return html + _own_notes(html, notes)

    def lines(name: str) -> list[str]:
        html = "".join(_html(block, findings) for block in held.get(name, ()))
        words = (unescape(TAG.sub("", line)).strip() for line in ITEM.split(html))
        return [FIRST_NUMBER.sub("", line) for line in words if line]

    return Fields(
        facts=rich("facts"),
        issues="\n".join(lines("issues")),
        process=rich("process"),
        result=rich("result"),
        analysis=rich("analysis"),
        comment=rich("comment"),
        say="\n".join(lines("say")),
        dos="\n".join(lines("dos")),
        donts="\n".join(lines("donts")),
        significance=rich("significance"),
        key_holding="".join(lines("key_holding"))[:LONGEST_HOLDING],
        keywords=_keywords(" ".join(lines("keywords"))),
    )


def _html(block: dict[str, Any], findings: Findings) -> str:
    if block["kind"] == "picture":
        findings.note("picture_no_place", block["number"])
        return ""
    if block["kind"] == "table":
        findings.note("table_flat")
        return "".join(f"<p>{escape('｜'.join(row), quote=False)}</p>" for row in block["rows"])
    return str(block["html"])


def _own_notes(html: str, notes: list[str]) -> str:
    """The notes a text refers to, as its last paragraphs."""
    numbers = dict.fromkeys(int(found) for found in MARK.findall(html))
    return "".join(
        f"<p>[注{number}] {escape(notes[number - 1], quote=False)}</p>"
        for number in numbers
        if 0 < number <= len(notes)
    )


def _keywords(typed: str) -> str:
    words = re.split(r"[\s,，、;；|｜/]+", typed)
    kept = ""
    for word in filter(None, words):
        longer = f"{kept} {word}".strip()
        if len(longer) > LONGEST_KEYWORDS:
            break
        kept = longer
    return kept
