"""Where this installation lives: folders, address and environment, read once at start."""

import os
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MEGABYTE = 1024 * 1024
OWNER_URL = "HEZHONG_OWNER_DATABASE_URL"


@dataclass(frozen=True)
class Place:
    """`least_free` is in bytes; `environment` is what every step of getting ready gets."""

    data: Path
    host: str
    port: int
    workers: int
    demo: bool
    least_free: int
    environment: dict[str, str] = field(repr=False)

    @property
    def address(self) -> str:
        shown = "localhost" if self.host in {"127.0.0.1", "0.0.0.0", "::"} else self.host  # noqa: S104 - compared, not bound
        return f"http://{shown}:{self.port}/"

    @property
    def embedded(self) -> bool:
        """SQLite in the data directory; otherwise DATABASE_URL names a server."""
        return not self.environment.get("DATABASE_URL")

    @property
    def owner(self) -> "Place | None":
        """The same place with the right to change tables (HEZHONG_OWNER_DATABASE_URL): for
        migrating, never for what runs."""
        url = self.environment.get(OWNER_URL, "")
        return replace(self, environment={**self.environment, "DATABASE_URL": url}) if url else None

    @property
    def running(self) -> dict[str, str]:
        """The environment of web server, worker and beat."""
        return {key: value for key, value in self.environment.items() if key != OWNER_URL}

    @property
    def database(self) -> Path:
        return self.data / "hezhong.sqlite3"


class Misnamed(ValueError):
    """A variable of the environment has a value that cannot be meant."""


def _number(given: dict[str, str], name: str, default: int, most: int) -> int:
    text = given.get(name, "").strip() or str(default)
    if not re.fullmatch("[0-9]+", text) or not 0 < int(text) <= most:
        raise Misnamed(f"{name} is {text!r}: give a number from 1 to {most}")
    return int(text)


def here(given: dict[str, str]) -> Place:
    """The place that the environment `given` describes. Raises Misnamed."""
    data = Path(given.get("HEZHONG_DATA") or ROOT / "var").resolve()
    port = _number(given, "PORT", 8000, 65535)
    environment = {
        **given,
        "HEZHONG_DATA": str(data),
        "PORT": str(port),
        "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": given.get("DJANGO_SETTINGS_MODULE", "portal.settings.base"),
    }
    return Place(
        data=data,
        host=given.get("HOST", "").strip() or "127.0.0.1",
        port=port,
        workers=_number(given, "WEB_WORKERS", os.cpu_count() or 1, 64),
        demo=given.get("HEZHONG_DEMO", "1").strip() not in {"0", "no", "false", "off"},
        least_free=_number(given, "HEZHONG_LEAST_FREE_MB", 500, 10**6) * MEGABYTE,
        environment=environment,
    )
