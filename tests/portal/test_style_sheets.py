"""Contrast of every pair of text and ground, the weight of the style sheets, icons that exist."""

import gzip
import re
from itertools import product
from pathlib import Path

import pytest

from portal import frame, hooks
from portal.scope import Scope
from portal.templatetags import look

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "portal" / "static" / "portal"
APPS = ("portal", "courses", "exams", "certificates")
MOST_BYTES = 30_000
STATES = ("ok", "warn", "stop", "rest", "link2")
GROUNDS = ("paper", "surface", "sunken")
PAIRS = [
    *product(("ink", "ink-2", "ink-3", "accent", "accent-2"), GROUNDS),
    *product(STATES, GROUNDS),
    *((state, f"{state}-bg") for state in STATES),
    *product(("ink", "ink-2"), (*(f"{state}-bg" for state in STATES), "soft")),
    *product(("accent", "accent-2", "ink-3"), ("soft",)),
    ("on-accent", "accent"),
    ("on-accent-2", "accent"),
    ("on-accent", "accent-2"),
    ("accent-2", "on-accent"),
    ("paper", "ink"),
    ("paper", "warn"),
    *(("surface", state) for state in STATES),
]
BLOCK = re.compile(r"(@media[^{]*prefers-color-scheme: dark[^{]*\{\s*)?:root(\.large)? \{([^}]*)\}")
COLOUR = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")


class AnyRole(Scope):
    """Somebody who holds every role, to see every entry of the staff menu."""

    def holds(self, *roles: str) -> bool:
        return True


def _themes() -> dict[str, dict[str, str]]:
    text = (STATIC / "tokens.css").read_text(encoding="utf-8").split("@media print")[0]
    found: dict[str, dict[str, str]] = {}
    for dark, large, body in BLOCK.findall(text):
        colours = dict(COLOUR.findall(body))
        if colours:
            found[("dark" if dark else "light") + (" large" if large else "")] = colours
    return {
        name: found["light"]
        | (found["dark"] if "dark" in name else {})
        | (found["light large"] if "large" in name and "dark" not in name else {})
        | (found["dark large"] if name == "dark large" else {})
        for name in ("light", "dark", "light large", "dark large")
    }


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2 of two colours, 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_is_twenty_one() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21


@pytest.mark.parametrize("theme", ["light", "dark", "light large", "dark large"])
def test_text_stands_out_from_its_ground(theme: str) -> None:
    colours = _themes()[theme]
    least = 7.0 if "large" in theme else 4.5
    faint = {
        f"{text} on {ground}": round(contrast(colours[text], colours[ground]), 2)
        for text, ground in PAIRS
        if contrast(colours[text], colours[ground]) < least
    }
    assert faint == {}


@pytest.mark.parametrize("theme", ["light", "dark", "light large", "dark large"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_borders_of_controls_can_be_seen(theme: str, ground: str) -> None:
    colours = _themes()[theme]
    assert contrast(colours["line-2"], colours[ground]) >= 3.0


def test_all_style_sheets_together_stay_light() -> None:
    sheets = [path for app in APPS for path in (ROOT / app / "static").rglob("*.css")]
    packed = sum(len(gzip.compress(path.read_bytes(), mtime=0)) for path in sheets)
    assert packed < MOST_BYTES


def test_every_icon_that_a_template_names_is_in_the_sprite() -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text()))
    templates = [path for app in APPS for path in (ROOT / app).rglob("templates/**/*.html")]
    named: set[str] = set()
    for path in templates:
        text = path.read_text(encoding="utf-8")
        named |= set(re.findall(r'icon\.html" with [^%]*?\bname="([\w-]+)"', text))
        named |= set(
            re.findall(r'(?:empty|disabled_action)\.html" with [^%]*?icon="([\w-]+)"', text)
        )
    named |= {sign.icon for sign in look.SIGNS.values()} | set(look.NOTE_ICONS.values())
    named |= {icon for _label, _address, icon in (*frame.PUBLIC, *frame.TABS)}
    named |= {entry.icon for entry in hooks.menu_entries(AnyRole())}
    assert named - drawn == set()


def test_colours_are_taken_from_the_tokens_only() -> None:
    by_hand = [
        f"{path.name}: {line.strip()}"
        for app in APPS
        for path in (ROOT / app / "static").rglob("*.css")
        if path.name != "tokens.css"
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"#[0-9a-f]{3,8}\b", line)
    ]
    assert by_hand == []
