"""How apps above the portal hang something into it: cards and menu entries of the desk, panels of
the home page.

Each app's `desk.py` is imported at start and registers here; invariants register in `invariants`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from django.db.models import Q
from django.http import HttpRequest
from django.utils.functional import Promise

from portal.scope import Scope

Fact = TypeVar("Fact")


class Visit:
    """One look at the desk: who looks, and what has been read for it, so that steps, stages and
    cards share each fact instead of reading it again."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self._known: dict[Callable[[Visit], Any], Any] = {}

    def once(self, read: Callable[["Visit"], Fact]) -> Fact:
        """What `read` finds, read once in this visit."""
        if read not in self._known:
            self._known[read] = read(self)
        fact: Fact = self._known[read]
        return fact


@dataclass(frozen=True)
class NextStep:
    """What a person should do next; the lowest `order` is shown on top of the desk."""

    order: int
    title: str
    text: str
    url: str
    action: str
    done: int | None = None  # progress bar: done of total
    total: int | None = None


@dataclass(frozen=True)
class Card:
    """A card on the desk: a template, which finds the context as `card`, and, where the portal's
    own classes are not enough, a style sheet (a static path)."""

    order: int
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    style: str = ""


@dataclass(frozen=True)
class MenuEntry:
    """An entry of the staff menu; shown when any of the roles is held, or where `held` says so of
    the scope and the roles (held at the top of the tree)."""

    order: int
    label: str | Promise
    url_name: str
    icon: str
    roles: tuple[str, ...]
    held: Callable[..., object] = Scope.holds


@dataclass(frozen=True)
class Panel:
    """A section of the public home page; the lowest `order` stands beside the notices, the others
    below in full width. 10 latest commentaries, 20 modules, 30 numbers. The template finds the
    context as `panel`; `style` is a static path of the app's own sheet."""

    order: int
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    style: str = ""


Reach = Callable[[Scope], Q]
Objection = Callable[[int], str | None]
PersonLink = Callable[[Scope, int], tuple[str, str] | None]
PostHolders = Callable[[int], list[tuple[str, str]]]
NameRemark = Callable[[str], str | None]
StepProvider = Callable[[Visit], NextStep | None]
CardProvider = Callable[[Visit], Card | None]
PanelProvider = Callable[[HttpRequest], Panel | None]
PathState = Literal["done", "now", "next"]
StageProvider = Callable[[Visit], tuple[int, str, PathState] | None]

_steps: list[StepProvider] = []
_cards: list[CardProvider] = []
_menu: list[MenuEntry] = []
_panels: list[PanelProvider] = []
_stages: list[StageProvider] = []
_reaches: dict[str, list[Reach]] = {}
_objections: list[Objection] = []
_erasure_objections: list[Objection] = []
_erasures: list[Callable[[int], None]] = []
_person_links: list[PersonLink] = []
_post_holders: list[PostHolders] = []
_name_remarks: list[NameRemark] = []


def next_step(provider: StepProvider) -> StepProvider:
    _steps.append(provider)
    return provider


def desk_card(provider: CardProvider) -> CardProvider:
    _cards.append(provider)
    return provider


def path_stage(provider: StageProvider) -> StageProvider:
    """A stage of the trainee's path, (order, label, state): 10 register, 20 study, 30 exam, 40
    certificate, 50 on duty."""
    _stages.append(provider)
    return provider


def menu_entry(entry: MenuEntry) -> MenuEntry:
    _menu.append(entry)
    return entry


def home_panel(provider: PanelProvider) -> PanelProvider:
    _panels.append(provider)
    return provider


def reaches(model: str) -> Callable[[Reach], Reach]:
    """Let a scope reach more rows of a lower model ("people.Person"), for a reason that a room
    above knows. The filter must not multiply rows: `Q(pk__in=<subquery>)`."""

    def register(provider: Reach) -> Reach:
        _reaches.setdefault(model, []).append(provider)
        return provider

    return register


def reach(model: str, scope: Scope) -> Q:
    """What the rooms above let a scope reach of a model; nothing when none has a reason."""
    reached = Q(pk__in=[])
    for provider in _reaches.get(model, ()):
        reached |= provider(scope)
    return reached


def objection_to_merge(provider: Objection) -> Objection:
    """Let a room above say, of a person's id, why that record cannot be merged into another one
    (a certificate, an appointment hangs on it); a sentence for the screen, or None."""
    _objections.append(provider)
    return provider


def objections_to_merge(person_id: int) -> list[str]:
    return [words for provider in _objections if (words := provider(person_id))]


def person_link(provider: PersonLink) -> PersonLink:
    """Let a room above offer its own page about a person: (label, address) for those who may open
    it, or None."""
    _person_links.append(provider)
    return provider


def person_links(scope: Scope, person_id: int) -> list[tuple[str, str]]:
    return [link for provider in _person_links if (link := provider(scope, person_id))]


def post_holders(provider: PostHolders) -> PostHolders:
    """Let a room above say, for each post held at an organisation (by id) today, the kind of post
    and the holder's sex; nobody is named, so no scope is asked."""
    _post_holders.append(provider)
    return provider


def holders_of_posts(organisation_id: int) -> list[tuple[str, str]]:
    return [held for provider in _post_holders for held in provider(organisation_id)]


def name_remark(provider: NameRemark) -> NameRemark:
    """Let a room above say what will be difficult about a name (characters that no face of the
    certificate has); a sentence for the screen, or None."""
    _name_remarks.append(provider)
    return provider


def name_remarks(name: str) -> list[str]:
    return [words for provider in _name_remarks if (words := provider(name))]


def objection_to_erasure(provider: Objection) -> Objection:
    """Let a room above say, of a person's id, which duty still needs contact and document data; a
    sentence, or None."""
    _erasure_objections.append(provider)
    return provider


def objections_to_erasure(person_id: int) -> list[str]:
    return [words for provider in _erasure_objections if (words := provider(person_id))]


def on_erasure(provider: Callable[[int], None]) -> Callable[[int], None]:
    """Let a room above erase what it holds of a person's contact data; in the transaction of the
    erasure, and again after a restore."""
    _erasures.append(provider)
    return provider


def erase_elsewhere(person_id: int) -> None:
    for provider in _erasures:
        provider(person_id)


def next_steps(viewer: Scope | Visit) -> list[NextStep]:
    visit = _visit(viewer)
    found = [step for provider in _steps if (step := provider(visit))]
    return sorted(found, key=lambda step: step.order)


def desk_cards(viewer: Scope | Visit) -> list[Card]:
    visit = _visit(viewer)
    found = [card for provider in _cards if (card := provider(visit))]
    return sorted(found, key=lambda card: card.order)


def path_stages(viewer: Scope | Visit) -> list[tuple[int, str, PathState]]:
    visit = _visit(viewer)
    return sorted(stage for provider in _stages if (stage := provider(visit)))


def _visit(viewer: Scope | Visit) -> Visit:
    return viewer if isinstance(viewer, Visit) else Visit(viewer)


def menu_entries(scope: Scope) -> list[MenuEntry]:
    return sorted(
        (entry for entry in _menu if entry.held(scope, *entry.roles)), key=lambda entry: entry.order
    )


def home_panels(request: HttpRequest) -> list[Panel]:
    found = [panel for provider in _panels if (panel := provider(request))]
    return sorted(found, key=lambda panel: panel.order)


def styles_of(parts: Iterable[Card | Panel]) -> list[str]:
    """The style sheets the parts bring along, each once, in their order."""
    return list(dict.fromkeys(part.style for part in parts if part.style))
