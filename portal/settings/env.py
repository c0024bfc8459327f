"""The only reader of the environment; docs/operating.md lists every variable."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list; empty parts are dropped."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def flag(name: str, *, default: bool = False) -> bool:
    return text(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


DATA_DIR = Path(text("HEZHONG_DATA", str(ROOT / "var"))).resolve()
DATABASE_URL = text("DATABASE_URL")
REDIS_URL = text("REDIS_URL")
PUBLIC_URL = text("HEZHONG_PUBLIC_URL", f"http://localhost:{text('PORT', '8000')}").rstrip("/")
ALLOWED_HOSTS = words("HEZHONG_HOSTS", "localhost,127.0.0.1,[::1]")
PROXY_COUNT = int(text("HEZHONG_PROXIES", "0"))
EMAIL_URL = text("HEZHONG_SMTP")
TIMESTAMPS = text("HEZHONG_TIMESTAMPS")
SIGNER = text("HEZHONG_SIGNER", "certificates.signing.from_files")
JSON_LOGS = flag("HEZHONG_JSON_LOGS")


def hand_on(name: str, value: str) -> None:
    """Tell a library that reads the environment, in this process and its children."""
    os.environ[name] = value


def secret(name: str) -> str:
    """A secret from the environment (HEZHONG_<NAME>) or from the file `<data>/keys/<name>`.

    `python -m deploy.keys` writes the files.
    Raises KeyError naming both places when it is in neither.
    """
    given = text(f"HEZHONG_{name.upper()}")
    if given:
        return given
    path = DATA_DIR / "keys" / name
    if path.is_file():
        return path.read_text(encoding="ascii").strip()
    raise KeyError(
        f"no {name}: set HEZHONG_{name.upper()} or run `python -m deploy.keys` for {path}"
    )
