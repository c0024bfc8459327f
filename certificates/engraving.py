"""Draws the frame and the watermark of a printed design: `python -m certificates.engraving FOLDER
SHAPE`, SHAPE one of `page` (A4), `card`, `badge`.

Run once for a template (these are the drawings of post-2 and post-3, card-1, badge-1); the SVG
files are then part of it. All lengths are millimetres. Waves are drawn as cubic curves, half a wave
each, and repeated by symmetry, so that each file stays under 50 kB. Nothing here is red, round and
closed by a star: no seal is ever drawn.
"""

import sys
from collections.abc import Iterator
from math import cos, pi, radians, sin
from pathlib import Path

WIDTH, HEIGHT = 297.0, 210.0
GOLD, TEAL = "#8a6d1f", "#0b5d5e"
BAND, AMPLITUDE = 12.9, 3.5  # centre line of the woven band from the edge, and its half height
CORNER, ROSETTE = 15.9, 8.4  # centre of a rosette from both edges, and its radius
# What is carried: a card (ISO/IEC 7810, ID-1) and a badge to hang.
SMALL_SHAPES = {"card": (85.6, 53.98), "badge": (70.0, 105.0)}
SMALL, SMALL_EDGE = 0.28, 3.2  # scale of the woven band, and its centre from the edge
BEND = 0.3642  # control points of a cubic that follows half a sine wave
_PERIMETER = 2 * (WIDTH + HEIGHT - 4 * BAND)
TEAL_WAVE, GOLD_WAVE = _PERIMETER / 64, _PERIMETER / 96


def number(value: float) -> str:
    """A coordinate with two decimals and nothing superfluous."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return text.replace("-0.", "-.").removeprefix("0") if text.startswith("0.") else text


def wave(start: float, end: float, period: float, up: int) -> str:
    """A sine wave along a straight line from `start` to about `end`, around zero; `up` is 1 or
    -1."""
    half = period / 2
    steps = round((end - start) / half)
    bend, height = half * BEND, AMPLITUDE * pi / 2 * BEND * 1.1
    rise = -up * height
    parts = [f"M{number(start)} 0"]
    for _ in range(steps):
        peak = rise / height * AMPLITUDE * 4 / 3
        parts.append(
            f"c{number(bend)} {number(peak)} {number(half - bend)} {number(peak)} {number(half)} 0"
        )
        rise = -rise
    return "".join(parts)


def waves(period: float, phases: int, length: float) -> str:
    """All phases of one family along a side; they begin and end under the rosettes."""
    first = CORNER - period / 4
    paths = []
    for step in range(phases // 2):
        start = first + step * period / phases
        paths += [wave(start, length - CORNER, period, up) for up in (1, -1)]
    return "".join(paths)


def ring(radius: float, swing: float, petals: int, phase: float = 0.0) -> str:
    """A closed wave around a circle, between `radius - swing` and `radius + swing`."""

    def at(turn: float, distance: float) -> str:
        angle = turn * 2 * pi
        return f"{number(distance * cos(angle))} {number(distance * sin(angle))}"

    half = 0.5 / petals
    outer, inner = radius + swing, radius - swing
    parts = [f"M{at(phase * half, outer)}"]
    for step in range(2 * petals):
        here, there = (outer, inner) if step % 2 == 0 else (inner, outer)
        begin = (step + phase) * half
        end = begin + half
        parts.append(
            f"C{at(begin + half * BEND, here)} {at(end - half * BEND, there)} {at(end, there)}"
        )
    return "".join(parts) + "Z"


def frame() -> str:
    """Gold line, woven band, double inner line and four rosettes."""
    thin, thick = f'stroke="{GOLD}" stroke-width=".3"', f'stroke="{TEAL}" stroke-width=".45"'
    body = [
        _defs(),
        '<g fill="none">',
        _box(7.5, f'rx="2" stroke="{GOLD}" stroke-width=".5" stroke-opacity=".75"'),
        '<use href="#h"/><use href="#h" transform="translate(0 210) scale(1 -1)"/>',
        '<use href="#v"/><use href="#v" transform="translate(297 0) scale(-1 1)"/>',
        _box(18.2, f'{thin} stroke-opacity=".5"'),
        _box(19.3, f'{thick} stroke-opacity=".75"'),
        *(f'<use href="#r" transform="translate({x} {y})"/>' for x, y in _corners()),
        "</g>",
    ]
    return svg("".join(body))


def _box(edge: float, look: str) -> str:
    width, height = number(WIDTH - 2 * edge), number(HEIGHT - 2 * edge)
    return f'<rect x="{edge}" y="{edge}" width="{width}" height="{height}" {look}/>'


def _corners() -> Iterator[tuple[str, str]]:
    for x in (CORNER, WIDTH - CORNER):
        for y in (CORNER, HEIGHT - CORNER):
            yield number(x), number(y)


def _defs() -> str:
    families = []
    for name, length, turn in (
        ("h", WIDTH, f"translate(0 {BAND})"),
        ("v", HEIGHT, f"translate({BAND} 0) rotate(90) scale(1 -1)"),
    ):
        families.append(
            f'<g id="{name}" transform="{turn}" stroke-width=".17">'
            f'<path stroke="{GOLD}" stroke-opacity=".5" d="{waves(GOLD_WAVE, 6, length)}"/>'
            f'<path stroke="{TEAL}" stroke-opacity=".6" d="{waves(TEAL_WAVE, 4, length)}"/></g>'
        )
    return f"<defs>{''.join(families)}{_rosette()}</defs>"


def _rosette() -> str:
    rings = (
        (GOLD, ".7", ((6.2, 1.95, 36, 0.0), (6.2, 1.95, 36, 1.0))),
        (TEAL, ".65", ((3.75, 0.75, 24, 0.0), (3.75, 0.75, 24, 1.0))),
        (TEAL, ".75", ((1.95, 0.95, 14, 0.0), (1.95, 0.95, 14, 1.0))),
    )
    paths = "".join(
        f'<path stroke="{colour}" stroke-opacity="{opacity}" '
        f'd="{"".join(ring(*shape) for shape in shapes)}"/>'
        for colour, opacity, shapes in rings
    )
    return (
        '<g id="r" stroke-width=".11">'
        f'<circle r="{ROSETTE}" fill="#fffffc" stroke="{GOLD}" stroke-width=".2"/>{paths}</g>'
    )


def watermark() -> str:
    """Two laces around the sign for a person, written as two bundles of lines that lean on each
    other."""
    lace = "".join(ring(49.6, 5.6, 60, phase / 2) for phase in range(4))
    inner = "".join(ring(37.2, 6.2, 48, phase / 2) for phase in range(4))
    left = "".join(
        _stroke(step / 21, (0, -27.5), (-1.2, 3), (-33.5, 24.5), 15) for step in range(22)
    )
    right = "".join(_stroke(step / 21, (1.2, -6), (6, 8), (34, 23), -15) for step in range(22))
    body = (
        '<g fill="none" stroke-width=".14" transform="translate(148.5 117.5)">'
        f'<path stroke="{GOLD}" stroke-opacity=".16" d="{lace}"/>'
        f'<path stroke="{TEAL}" stroke-opacity=".13" d="{inner}"/>'
        f'<path stroke="{TEAL}" stroke-opacity=".15" d="{left}"/>'
        f'<path stroke="{GOLD}" stroke-opacity=".15" d="{right}"/></g>'
    )
    return svg(body)


def _stroke(
    part: float,
    top: tuple[float, float],
    bend: tuple[float, float],
    foot: tuple[float, float],
    spread: float,
) -> str:
    """One line of a brush stroke: close together at the top, `spread` wide at the foot, which ends
    round because the outer lines are shorter."""
    turn = radians(40)
    x, y = part * spread * cos(turn), part * abs(spread) * sin(turn)
    rise = (2 * part - 1) ** 2 * 5
    foot = (foot[0] + rise * (1 if spread > 0 else -1), foot[1] - rise)
    narrow = (part - 0.5) * 2.2 * (1 if spread > 0 else -1)
    return (
        f"M{number(top[0] + narrow)} {number(top[1])}"
        f"Q{number(bend[0] + narrow + x / 4)} {number(bend[1] + y / 3)} "
        f"{number(foot[0] + x)} {number(foot[1] + y)}"
    )


def svg(body: str, width: float = WIDTH, height: float = HEIGHT) -> str:
    shape = f"{number(width)}", f"{number(height)}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{shape[0]}mm" height="{shape[1]}mm" '
        f'viewBox="0 0 {shape[0]} {shape[1]}">{body}</svg>\n'
    )


def small_frame(width: float, height: float) -> str:
    """For what is carried: a gold line, and a woven band along the upper and the lower edge."""
    length = (width - 2 * SMALL_EDGE) / SMALL
    families = []
    for colour, about, opacity in ((GOLD, 8.0, ".5"), (TEAL, 12.0, ".6")):
        period = length / round(length / about)  # so that all end together
        paths = "".join(wave(0, length, period, up) for up in (1, -1))
        families.append(f'<path stroke="{colour}" stroke-opacity="{opacity}" d="{paths}"/>')
    band = f'<g id="b" fill="none" stroke-width=".3">{"".join(families)}</g>'
    edge = number(SMALL_EDGE)
    places = "".join(
        f'<use href="#b" transform="translate({edge} {number(y)}) scale({SMALL})"/>'
        for y in (SMALL_EDGE, height - SMALL_EDGE)
    )
    line = number(SMALL_EDGE / 2)
    inner = number(width - SMALL_EDGE), number(height - SMALL_EDGE)
    box = (
        f'<rect x="{line}" y="{line}" width="{inner[0]}" height="{inner[1]}" rx="1.6" fill="none" '
        f'stroke="{GOLD}" stroke-width=".25"/>'
    )
    return svg(f"<defs>{band}</defs>{box}{places}", width, height)


def small_watermark(width: float, height: float) -> str:
    """The inner lace alone, in the middle."""
    lace = "".join(ring(37.2, 6.2, 48, phase / 2) for phase in range(2))
    size = number(min(width, height) / 110)
    body = (
        f'<g fill="none" stroke-width=".3" transform="translate({number(width / 2)} '
        f'{number(height / 2)}) scale({size})"><path stroke="{TEAL}" stroke-opacity=".16" '
        f'd="{lace}"/></g>'
    )
    return svg(body, width, height)


def drawings(shape: str) -> dict[str, str]:
    """By the name of its file."""
    if shape == "page":
        return {"frame.svg": frame(), "watermark.svg": watermark()}
    size = SMALL_SHAPES[shape]
    return {"frame.svg": small_frame(*size), "watermark.svg": small_watermark(*size)}


if __name__ == "__main__":
    for name, drawing in drawings(sys.argv[2]).items():
        (Path(sys.argv[1]) / name).write_text(drawing, encoding="ascii")
