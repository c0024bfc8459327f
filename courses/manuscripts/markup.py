"""The names of WordprocessingML, and a way through its trees that does not climb (no recursion)."""

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

OOXML = "http://schemas.openxmlformats.org"
STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"/wordprocessingml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
        b"/drawingml/2006/wordprocessingDrawing",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"/drawingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/picture", b"/drawingml/2006/picture"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"/officeDocument/2006/math"),
)
W = f"{{{OOXML}/wordprocessingml/2006/main}}"
R = f"{{{OOXML}/officeDocument/2006/relationships}}"
A = f"{{{OOXML}/drawingml/2006/main}}"
M = f"{{{OOXML}/officeDocument/2006/math}}"
WP = f"{{{OOXML}/drawingml/2006/wordprocessingDrawing}}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V = "{urn:schemas-microsoft-com:vml}"
REL = f"{{{OOXML}/package/2006/relationships}}"
TYPES = f"{{{OOXML}/package/2006/content-types}}"

OFF = {"0", "false", "off", "none"}

Change = Callable[[Element, Element], list[Element]]


def transitional(part: bytes) -> bytes:
    """A part of a strict document in the names that all others use."""
    for strict, usual in STRICT:
        part = part.replace(strict, OOXML.encode() + usual)
    return part


def rewrite(root: Element, change: Change) -> None:
    """Replace every element below `root` by what `change(parent, element)` makes of it; what is
    inside an element has been changed before it is."""
    for parent in reversed(list(root.iter())):
        parent[:] = [new for child in parent for new in change(parent, child)]


def outermost(root: Element, tag: str) -> Iterator[Element]:
    """The elements of this name below `root` in order, without those inside one another."""
    waiting = list(reversed(root))
    while waiting:
        element = waiting.pop()
        if element.tag == tag:
            yield element
        else:
            waiting.extend(reversed(element))


def text_of(element: Element) -> str:
    """The words of an element, breaks and tabs as blanks."""
    words = []
    for one in element.iter():
        if one.tag == f"{W}t":
            words.append(one.text or "")
        elif one.tag in {f"{W}br", f"{W}tab", f"{W}cr"}:
            words.append(" ")
    return "".join(words).strip()


def value(element: Element | None, default: str = "") -> str:
    """The w:val of an element; "" when it is not there."""
    return element.get(f"{W}val", default) if element is not None else ""


def switched_on(properties: Element | None, name: str) -> bool | None:
    """True or False as a property says (w:b, w:vanish), None when it says nothing."""
    found = properties.find(f"{W}{name}") if properties is not None else None
    return value(found, "1") not in OFF if found is not None else None


def runs_with_words(paragraph: Element) -> Iterator[Element]:
    return (run for run in paragraph.iter(f"{W}r") if text_of(run))
