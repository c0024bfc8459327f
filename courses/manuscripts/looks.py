"""How the paragraphs of a manuscript look: what their styles and their own marks say together."""

from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from courses.manuscripts.markup import W, runs_with_words, switched_on, value

DEEPEST_STYLE = 12
RED = "FF0000"
BODY_TEXT = 9  # the outline level that is none


@dataclass(frozen=True)
class Look:
    """`outline` 0 is a heading of the first level, -1 none; `size` in half points."""

    name: str = ""
    outline: int = -1
    centred: bool = False
    bold: bool = False
    hidden: bool = False
    size: int = 0
    font: str = ""
    red: bool = False
    number: tuple[str, int] | None = None


class Styles:
    """The styles of a manuscript by id, each with what it takes over from others."""

    def __init__(self, root: Element | None) -> None:
        found = root.iter(f"{W}style") if root is not None else ()
        self.elements = {style.get(f"{W}styleId", ""): style for style in found}
        self.known: dict[str, Look] = {"": Look()}

    def look(self, style_id: str) -> Look:
        if style_id not in self.known:
            chain: list[Element] = []
            name = style_id
            while name in self.elements and len(chain) < DEEPEST_STYLE:
                chain.append(self.elements[name])
                name = value(self.elements[name].find(f"{W}basedOn"))
            look = Look()
            for style in reversed(chain):
                look = _with(look, style.find(f"{W}pPr"), style.find(f"{W}rPr"))
            own = self.elements.get(style_id)
            called = value(own.find(f"{W}name")) if own is not None else ""
            self.known[style_id] = replace(look, name=called.lower())
        return self.known[style_id]


def _with(look: Look, paragraph: Element | None, run: Element | None) -> Look:
    """A look and what these properties change in it."""
    if paragraph is not None:
        outline = value(paragraph.find(f"{W}outlineLvl"))
        side = value(paragraph.find(f"{W}jc"))
        look = replace(
            look,
            outline=int(outline)
            if outline.isdecimal() and int(outline) < BODY_TEXT
            else look.outline,
            centred=side == "center" if side else look.centred,
            number=_number(paragraph, look.number),
        )
    if run is not None:
        bold, hidden = switched_on(run, "b"), switched_on(run, "vanish")
        size = value(run.find(f"{W}sz"))
        fonts = run.find(f"{W}rFonts")
        font = fonts.get(f"{W}eastAsia", "") if fonts is not None else ""
        look = replace(
            look,
            bold=look.bold if bold is None else bold,
            hidden=look.hidden if hidden is None else hidden,
            size=int(size) if size.isdecimal() else look.size,
            font=font or look.font,
            red=value(run.find(f"{W}color")).upper() == RED or look.red,
        )
    return look


def _number(paragraph: Element, before: tuple[str, int] | None) -> tuple[str, int] | None:
    found = paragraph.find(f"{W}numPr")
    if found is None:
        return before
    which, level = value(found.find(f"{W}numId")), value(found.find(f"{W}ilvl"))
    if which == "0":
        return None
    depth = int(level) if level.isdecimal() else (before[1] if before else 0)
    which = which or (before[0] if before else "")
    return (which, depth) if which else None


def run_look(styles: Styles, run: Element, paragraph: Look) -> Look:
    """A run as it looks within its paragraph."""
    marks = run.find(f"{W}rPr")
    character = styles.look(value(marks.find(f"{W}rStyle"))) if marks is not None else Look()
    merged = replace(
        paragraph,
        bold=paragraph.bold or character.bold,
        hidden=paragraph.hidden or character.hidden,
        size=character.size or paragraph.size,
        font=character.font or paragraph.font,
        red=paragraph.red or character.red,
    )
    return _with(merged, None, marks)


def paragraph_look(styles: Styles, paragraph: Element) -> Look:
    """A paragraph as it looks: bold only when all of it is, as large as its largest words."""
    own = paragraph.find(f"{W}pPr")
    style = value(own.find(f"{W}pStyle")) if own is not None else ""
    base = _with(styles.look(style), own, None)
    runs = [run_look(styles, run, base) for run in runs_with_words(paragraph)]
    if not runs:
        return base
    return replace(
        base,
        bold=all(run.bold for run in runs),
        size=max(run.size for run in runs),
        font=runs[0].font,
        red=all(run.red for run in runs),
    )
