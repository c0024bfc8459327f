"""Draws the frame and the watermark of the certificate: `python -m certificates.engraving FOLDER`.

Run once for a template (these are the drawings of post-2); the SVG files are then part of it. All
lengths are millimetres on A4 landscape. Waves are drawn as cubic curves, half a wave each, and
repeated by symmetry, so that each file stays under 50 kB. Nothing here is red, round and closed by
a star: no seal is ever drawn.
"""

import sys
from collections.abc import Iterator
from math import cos, pi, radians, sin
from pathlib import Path

WIDTH, HEIGHT = 297.0, 210.0
GOLD, TEAL = "#8a6d1f", "#0b5d5e"
BAND, AMPLITUDE = 12.9, 3.5  # centre line of the woven band from the edge, and its half height
CORNER, ROSETTE = 15.9, 8.4  # centre of a rosette from both edges, and its radius
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


def svg(body: str) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="297mm" height="210mm" '
        f'viewBox="0 0 297 210">{body}</svg>\n'
    )


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    for name, drawing in (("frame.svg", frame()), ("watermark.svg", watermark())):
        (folder / name).write_text(drawing, encoding="ascii")
