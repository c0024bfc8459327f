# ruff: noqa: E501 - markup is read more easily on one line
"""Items of QTI 1.2 for the tests."""

from exams.formats import qti
from exams.formats.entries import Contents, Entry

Pairs = tuple[tuple[str, str], ...]


def words(text: str, form: str = "text/html") -> str:
    plain = text.replace("&", "&amp;").replace("<", "&lt;")
    return f'<material><mattext texttype="{form}">{plain}</mattext></material>'


def asked(ident: str, choices: Pairs, label: str = "", said: str = 'rcardinality="Single"') -> str:
    labels = "".join(
        f'<response_label ident="{name}">{words(text)}</response_label>' for name, text in choices
    )
    own = words(label) if label else ""
    return f'<response_lid ident="{ident}" {said}>{own}<render_choice>{labels}</render_choice></response_lid>'


def typed(ident: str, said: str = "") -> str:
    return f'<response_str ident="{ident}"><render_fib {said}><response_label ident="a"/></render_fib></response_str>'


def equal(ident: str, *values: str) -> str:
    return "".join(f'<varequal respident="{ident}">{value}</varequal>' for value in values)


def when(variables: str, score: str = "100", action: str = "Set") -> str:
    return (
        f"<respcondition><conditionvar>{variables}</conditionvar>"
        f'<setvar action="{action}" varname="SCORE">{score}</setvar></respcondition>'
    )


def item(
    presentation: str, *conditions: str, kind: str = "", after: str = "", fields: Pairs = ()
) -> str:
    said = (("question_type", kind), *fields) if kind else fields
    entries = "".join(
        f"<qtimetadatafield><fieldlabel>{name}</fieldlabel><fieldentry>{value}</fieldentry></qtimetadatafield>"
        for name, value in said
    )
    return (
        f'<item ident="i1" title="T"><itemmetadata><qtimetadata>{entries}</qtimetadata></itemmetadata>'
        f"<presentation>{presentation}</presentation><resprocessing>{''.join(conditions)}</resprocessing>{after}</item>"
    )


def file(*items: str, doctype: str = "") -> bytes:
    return f"<?xml version='1.0'?>{doctype}<questestinterop>{''.join(items)}</questestinterop>".encode()


def read(*items: str) -> Contents:
    return qti.read(file(*items))


def only(*items: str) -> Entry:
    contents = read(*items)
    assert contents.refused == []
    (entry,) = contents.entries
    return entry


def refusal(*items: str) -> str:
    contents = read(*items)
    assert contents.entries == []
    (note,) = contents.refused
    return note.code
