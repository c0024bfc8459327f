"""A question told as an open one, for formats that cannot hold its shape: all that a candidate
sees, in order. Readers take it for an open question unless the shape is carried beside it."""

from exams.wording import LETTERS, Wording


def told(wording: Wording) -> str:
    """The stem, then options, items to match and parts, each on lines of its own."""
    lines = [wording.stem, *_lettered(wording.options)]
    if wording.targets:
        lines += [f"[{at}] {target}" for at, target in enumerate(wording.targets, start=1)]
    for at, part in enumerate(wording.parts, start=1):
        lines.append(f"({at}) {told(part)}")
    return "\n".join(lines)


def told_key(wording: Wording) -> str:
    """The key in words, for whoever marks by hand."""
    lines = [wording.answer] if wording.answer else []
    lines += [f"{point.text} ({point.marks})" for point in wording.marking]
    if wording.accepted:
        lines.append("; ".join(" / ".join(accepted) for accepted in wording.accepted))
    elif wording.key:
        lines.append(wording.key)
    for at, part in enumerate(wording.parts, start=1):
        lines.append(f"({at}) {told_key(part)}")
    return "\n".join(lines)


def _lettered(options: tuple[str, ...]) -> list[str]:
    return [f"{LETTERS[at]}. {option}" for at, option in enumerate(options)]
