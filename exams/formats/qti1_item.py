"""An item of QTI 1.2 with what it shows, what is said of it and how it is scored."""

from dataclasses import dataclass, field

from exams.formats.qti1_keys import Condition
from exams.formats.qti1_parts import Asked, Shown
from exams.formats.refusing import Refused
from exams.formats.xmltree import Node

HINTS = (
    "question_type",
    "bbmd_questiontype",
    "qmd_itemtype",
    "cc_profile",
    "qmd_questiontype",
    "questiontype",
)


@dataclass
class Item:
    node: Node
    shown: Shown
    fields: dict[str, str]
    found: list[Condition] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)

    @property
    def hint(self) -> str:
        """What its writer calls the kind, in small letters."""
        return next((self.fields[one].lower() for one in HINTS if self.fields.get(one)), "")


def places(asked: Asked, right: list[str]) -> list[int]:
    """Where the right choices stand. Raises Refused: `no_key`, `unknown_key`, `ambiguous_key`."""
    known = {choice.ident: at for at, choice in enumerate(asked.choices)}
    if asked.node.tag == "response_str":
        known = _by_words(asked, known)
    if not right:
        raise Refused("no_key")
    lost = [one for one in right if one not in known]
    if lost:
        raise Refused("unknown_key", key=" ".join(lost))
    return [known[one] for one in right]


def _by_words(asked: Asked, known: dict[str, int]) -> dict[str, int]:
    """Words to choose in a text are named by themselves too. Raises Refused(`ambiguous_key`) when
    one is named as another is called."""
    found = dict(known)
    for at, choice in enumerate(asked.choices):
        if found.setdefault(choice.text, at) != at:
            raise Refused("ambiguous_key", text=choice.text)
    return found
