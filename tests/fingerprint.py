"""What a cached database depends on, as a short hash: when it changes, the cache is built anew."""

import ast
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = ("portal", "courses", "exams", "certificates")
ALWAYS = ("uv.lock", "portal/policy/rules.toml", "portal/policy/installing.py")


def _digest(paths: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for path in sorted(set(paths)):
        total.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()[:16]


def _ours_imported_by(migration: Path) -> Iterator[Path]:
    """Our own modules that a migration imports (triggers, for one): they shape the schema too."""
    for node in ast.walk(ast.parse(migration.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in APPS:
            path = ROOT / f"{(node.module or '').replace('.', '/')}.py"
            if path.is_file():
                yield path


def of_schema() -> str:
    """All migrations, what they import, and the rules installed after them."""
    migrations = [path for app in APPS for path in (ROOT / app).rglob("migrations/*.py")]
    imported = [path for migration in migrations for path in _ours_imported_by(migration)]
    return _digest([*migrations, *imported, *(ROOT / name for name in ALWAYS)])


def of_demo() -> str:
    """Everything the demo city can depend on: the whole code, its texts, the locked libraries."""
    kinds = {".py", ".toml", ".html", ".css", ".csv", ".md", ".mp4", ".m4a"}
    found = [path for app in APPS for path in (ROOT / app).rglob("*") if path.suffix in kinds]
    return _digest([*found, ROOT / "uv.lock"])
