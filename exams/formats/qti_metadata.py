"""What the metadata of an item say: in the manifest, in the item, or in a file of their own."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from exams.formats.qti_package import Files, Resource
from exams.formats.tidying import difficulty
from exams.formats.xmltree import Node


@dataclass(frozen=True)
class About:
    """`carried` is our own line; `kind` the kind it names."""

    subject: str = ""
    difficulty: str = ""
    source: str = ""
    tags: tuple[str, ...] = ()
    carried: str = ""
    kind: str = ""


def about(files: Files, name: str, root: Node, resource: Resource | None) -> About:
    """All that is said of an item."""
    holders = [*(resource.metadata if resource else ()), *root.elements("metadata")]
    nodes = list(holders)
    for holder in holders:
        nodes += _outside(files, name, holder)
    levels = [level for node in nodes for level in _difficulties(node) if level]
    carried = next((one.text.strip() for node in nodes for one in node.iter("hezhong")), "")
    return About(
        subject=next((said for node in nodes for said in _subjects(node) if said), ""),
        difficulty=levels[0] if levels else "",
        tags=tuple(said for node in nodes for said in _tags(node)),
        carried=carried,
        kind=_kind(carried),
    )


def _outside(files: Files, name: str, holder: Node) -> Iterator[Node]:
    """Metadata in files of their own (`location`)."""
    for one in holder.iter("location"):
        for base in (name, ""):
            where = files.near(base, one.text.strip())
            root = files.tree(where) if where else None
            if root is not None:
                yield Node("metadata", children=[root])
                break


def _difficulties(node: Node) -> Iterator[str]:
    for one in node.iter("difficulty", "levelofdifficulty", "qmd_levelofdifficulty"):
        value = one.first("value") or one
        words = value.first("langstring") or value.first("string") or value
        yield difficulty(words.text)


def _subjects(node: Node) -> Iterator[str]:
    """The last taxon of a classification, or a subject by that name."""
    for one in node.iter("classification"):
        for taxon in reversed(list(one.iter("taxon"))):
            entry = taxon.first("entry")
            if entry is not None:
                yield entry.text.strip()
    for one in node.iter("subject", "topic"):
        yield one.text.strip()


def _tags(node: Node) -> Iterator[str]:
    for one in node.iter("keyword"):
        for words in one.iter("langstring", "string"):
            yield words.text.strip()


def _kind(carried: str) -> str:
    try:
        said = json.loads(carried) if carried else {}
    except ValueError:
        return ""
    kind = said.get("kind", "") if isinstance(said, dict) else ""
    return kind if isinstance(kind, str) else ""
