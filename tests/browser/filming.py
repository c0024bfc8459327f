"""Makes the demo's film and recording from their words:

    python -m tests.browser.filming

reads courses/demo_content/media/*.toml and writes the file each of them names beside it. Needs
ffmpeg and espeak-ng (Debian packages that nothing else here asks for). The speech is a machine's;
a city records its own judges.
"""

import subprocess
import sys
import tempfile
import tomllib
import wave
from html import escape
from itertools import starmap
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS
from tests.fingerprint import ROOT

MEDIA = ROOT / "courses" / "demo_content" / "media"
LOOK = ROOT / "portal" / "static" / "portal" / "tokens.css"
WIDTH, HEIGHT = 960, 540
REST = 0.9  # seconds of silence after each part
VOICE = ("-v", "cmn-latn-pinyin", "-s", "150", "-p", "38", "-g", "2", "-a", "150")
# Characters that the voice reads wrongly in these words, and ones that sound as they should.
HEARD = {"调解": "条解", "量一量": "良一良"}
SLIDE = """<!doctype html><meta charset="utf-8"><style>{look}
body {{ margin: 0; box-sizing: border-box; width: {width}px; height: {height}px; padding: 56px 72px;
  background: var(--paper); color: var(--ink); font: 500 44px/72px var(--sans);
  border-left: 16px solid var(--accent); }}
h1 {{ margin: 0 0 28px; font: 600 64px/88px var(--sans); color: var(--accent); }}
b {{ display: inline-block; min-width: 88px; margin-right: 28px; text-align: center;
  border-radius: 12px; background: var(--soft); }}
p {{ margin: 0; }}
footer {{ position: absolute; inset: auto 72px 36px 88px; font: 400 26px/40px var(--sans);
  color: var(--ink-2); border-top: 2px solid var(--line); padding-top: 16px; }}
.only {{ display: grid; height: 100%; align-content: center; }}
</style>{body}"""


def slide(shown: list[str], said: str) -> str:
    """A slide as HTML: a number and a heading, or a heading alone, lines below it, and at the foot
    what is spoken meanwhile."""
    number = f"<b>{shown[0]}</b>" if shown[0].isdigit() else ""
    rest = shown[1:] if number else shown
    lines = "".join(f"<p>{escape(line)}</p>" for line in rest[1:])
    inner = f"<h1>{number}{escape(rest[0])}</h1>{lines}"
    foot = f"<footer>{escape(said)}</footer>"
    body = inner + foot if lines else f'<div class="only">{inner}</div>'
    look = LOOK.read_text(encoding="utf-8")
    return SLIDE.format(look=look, width=WIDTH, height=HEIGHT, body=body)


def draw(parts: list[dict[str, Any]], folder: Path) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        for number, part in enumerate(parts):
            page.set_content(slide(part["shown"], part["said"]))
            page.screenshot(path=folder / f"{number}.png")
        browser.close()


def run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def speak(words: str, path: Path) -> float:
    """How many seconds it takes, the rest after it included."""
    for written, heard in HEARD.items():
        words = words.replace(written, heard)
    spoken = path.with_suffix(".raw.wav")
    run("espeak-ng", *VOICE, "-w", str(spoken), words)
    run("ffmpeg", "-y", "-i", str(spoken), "-af", f"apad=pad_dur={REST}", "-ar", "24000", str(path))
    with wave.open(str(path)) as sound:
        frames: int = sound.getnframes()
        rate: int = sound.getframerate()
    return frames / rate


def listing(folder: Path, name: str, lines: list[str]) -> str:
    path = folder / name
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def make(entry: dict[str, Any], folder: Path) -> None:
    parts = entry["slide"]
    lengths = list(starmap(speak, ((p["said"], folder / f"{n}.wav") for n, p in enumerate(parts))))
    sounds = listing(folder, "sounds", [f"file '{n}.wav'" for n in range(len(parts))])
    command = ["ffmpeg", "-y", "-f", "concat", "-i", sounds]
    if "shown" in parts[0]:
        draw(parts, folder)
        lines = [f"file '{n}.png'\nduration {length:.3f}" for n, length in enumerate(lengths)]
        lines.append(f"file '{len(parts) - 1}.png'")  # the last one stays to the end
        command += ["-f", "concat", "-i", listing(folder, "pictures", lines), "-map", "1:v"]
        command += ["-map", "0:a", "-r", "5", "-c:v", "libx264", "-profile:v", "baseline"]
        command += ["-pix_fmt", "yuv420p", "-tune", "stillimage", "-crf", "26", "-g", "50"]
    command += ["-c:a", "aac", "-b:a", "24k", "-ac", "1", "-t", f"{sum(lengths):.3f}"]
    command += ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact"]
    run(*command, "-movflags", "+faststart", str(MEDIA / entry["file"]))
    sys.stdout.write(f"{entry['file']}: {sum(lengths):.0f} s\n")


if __name__ == "__main__":
    for written in sorted(MEDIA.glob("*.toml")):
        with tempfile.TemporaryDirectory() as made:
            make(tomllib.loads(written.read_text(encoding="utf-8")), Path(made))
