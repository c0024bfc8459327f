"""What is noticed while a manuscript is read: what was left out or changed, where, how often."""

from dataclasses import dataclass, field

PLACES = 5  # told of each kind; the count goes on

# Every kind that can be told, in the order of the report; the words are in wording.py.
KINDS = (
    "deleted", "inserted", "comments", "hidden", "headers", "letterhead", "toc",
    "picture_broken", "picture_vector", "picture_svg", "picture_outside", "picture_many",
    "picture_undescribed", "embedded", "field", "link", "drawing", "formula", "template",
    "text_box", "nested", "merged", "table_long", "heading_long", "heading_strange",
    "picture_no_place", "table_flat",
)  # fmt: skip


@dataclass
class Findings:
    """Counts and first places by kind; a place is the number of a paragraph, 0 for nowhere."""

    counts: dict[str, int] = field(default_factory=dict)
    places: dict[str, list[int]] = field(default_factory=dict)

    def note(self, kind: str, place: int = 0, count: int = 1) -> None:
        self.counts[kind] = self.counts.get(kind, 0) + count
        held = self.places.setdefault(kind, [])
        if place and place not in held and len(held) < PLACES:
            held.append(place)

    def lines(self) -> list[dict[str, object]]:
        """As JSON: kind, count, places."""
        return [
            {"kind": kind, "count": self.counts[kind], "places": self.places[kind]}
            for kind in KINDS
            if kind in self.counts
        ]
