"""What an item of QTI 1.2 shows: its words, and the responses it asks for with their choices."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from exams.formats.markup import from_html, from_plain, looks_html
from exams.formats.pictures import Gallery
from exams.formats.refusing import Refused
from exams.formats.xmltree import Node

RESPONSES = (
    "response_lid",
    "response_str",
    "response_num",
    "response_xy",
    "response_grp",
    "response_extension",
)
GRAPHIC = ("render_hotspot", "render_slider")
RENDERED = ("response_label", "render_choice", "render_fib", "ims_render_object")
MATERIALS = ("material", "material_ref", "altmaterial")
TEXTS = (
    "mattext",
    "matemtext",
    "mat_formattedtext",
    "matbreak",
    "matimage",
    "mataudio",
    "matvideo",
    "matapplet",
)
MEDIA = {"mataudio", "matvideo", "matapplet"}


@dataclass
class Choice:
    ident: str
    text: str
    fixed: bool = False
    answer_type: str = ""
    group: str = ""  # the choices that may be drawn to this one


@dataclass
class Asked:
    """One response: `label` are the words that belong to it alone."""

    node: Node
    ident: str
    label: str = ""
    choices: list[Choice] = field(default_factory=list)

    @property
    def cardinality(self) -> str:
        return self.node.get("rcardinality", "Single").lower()

    @property
    def typed(self) -> bool:
        if self.node.any("render_choice") is not None and self.node.any("render_fib") is None:
            return False  # words to choose from, whatever the response is called
        return (
            self.node.tag in {"response_str", "response_num"}
            or self.node.any("render_fib") is not None
        )

    @property
    def rows(self) -> int:
        fib = self.node.any("render_fib")
        said = fib.get("rows") if fib is not None else ""
        return int(said) if said.isdecimal() else 1


@dataclass
class Shown:
    """All that an item shows: pieces in order (words, or a response), and loose targets."""

    gallery: Gallery
    pieces: list[str | Asked] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)

    def responses(self) -> list[Asked]:
        return [piece for piece in self.pieces if isinstance(piece, Asked)]

    def words(self) -> str:
        return "\n".join(piece for piece in self.pieces if isinstance(piece, str) and piece)

    def take(self, node: Node) -> None:
        """Everything inside the presentation of an item."""
        for child in node.elements():
            if child.tag == "response_extension" and child.any(*RENDERED) is None:
                continue  # settings
            if child.tag in RESPONSES:
                self.pieces.append(self._response(child, ""))
            elif child.tag in MATERIALS:
                self.pieces.append(self.material(child))
            elif child.get("class") == "RIGHT_MATCH_BLOCK":
                self.targets += [self._all(one) for one in child.elements("flow")]
            elif child.get("class") == "RESPONSE_BLOCK" and len(list(child.iter(*RESPONSES))) > 1:
                self._labelled(child)
            else:
                self.take(child)

    def _labelled(self, block: Node) -> None:
        """Blackboard's items to match: words and their response in a flow each."""
        for flow in block.elements("flow"):
            for response in flow.iter(*RESPONSES):
                words = [
                    self._all(one)
                    for one in flow.elements()
                    if one.any(*RESPONSES) is None and one.tag not in RESPONSES
                ]
                self.pieces.append(self._response(response, "\n".join(filter(None, words))))

    def _all(self, node: Node) -> str:
        """The words of every material inside."""
        return "\n".join(filter(None, (self.material(one) for one in node.iter("material"))))

    def _response(self, node: Node, label: str) -> Asked:
        graphic = node.any(*GRAPHIC)
        if graphic is not None or node.tag == "response_xy":
            raise Refused("unsupported", type=graphic.tag if graphic is not None else node.tag)
        own = [self.material(one) for one in node.elements() if one.tag in MATERIALS]
        asked = Asked(
            node, node.get("ident") or node.get("respident"), label or "\n".join(filter(None, own))
        )
        render = node.any("render_choice", "ims_render_object", "render_extension")
        keeps = render is not None and render.get("shuffle").lower() == "no"
        for one in node.iter("response_label"):
            fixed = keeps or one.get("rshuffle").lower() == "no"
            asked.choices.append(
                Choice(
                    one.get("ident"),
                    self._all(one),
                    fixed,
                    one.get("answer_type"),
                    one.get("match_group"),
                )
            )
        return asked

    def material(self, node: Node) -> str:
        """The words and pictures of one material."""
        parts = [part for one in _texts(node) if (part := self._text(one))]
        return "\n".join(parts)

    def _text(self, node: Node) -> str:
        if node.tag == "matimage":
            return self._picture(node)
        if node.tag in MEDIA:
            self.codes.append("media")
            return ""
        if node.tag == "matbreak":
            return ""
        said = node.get("texttype").lower() or node.get("type").lower()
        plain = node.text
        html = (
            "html" in said
            or "rtf" in said
            or (said != "text/plain" and looks_html(plain))
            or said == "smart_text"
        )
        if node.elements():  # XHTML that was not escaped
            plain, html = _markup(node), True
        read = from_html(plain, self.gallery) if html else from_plain(plain)
        self.codes += read.codes
        return read.text

    def _picture(self, node: Node) -> str:
        if node.get("embedded", "").lower() == "base64" and node.text.strip():
            return self.gallery.place(f"data:;base64,{node.text.strip()}", node.get("label"))
        return self.gallery.place(node.get("uri"), node.get("label")) if node.get("uri") else ""


def _texts(node: Node) -> Iterator[Node]:
    for one in node.elements():
        if one.tag in TEXTS:
            yield one
        else:
            yield from _texts(one)


def _markup(node: Node) -> str:
    """Elements inside a text, written as HTML again."""
    parts = []
    for child in node.children:
        if isinstance(child, str):
            parts.append(child.replace("&", "&amp;").replace("<", "&lt;"))
        else:
            said = "".join(f' {name}="{value}"' for name, value in child.attrs.items())
            parts.append(f"<{child.tag}{said}>{_markup(child)}</{child.tag}>")
    return "".join(parts)
