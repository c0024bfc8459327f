"""The worker, the page of what is on the device and the description of the app as they are sent."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from PIL import Image

from portal.offline import keeping, manifest, worker

TOKENS = Path(str(finders.find("portal/tokens.css"))).read_text(encoding="utf-8")
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def setup_of(script: str) -> dict[str, object]:
    known = re.match(r"const SETUP = (\{.*?\n\});\n", script, re.DOTALL)
    assert known
    told: dict[str, object] = json.loads(known[1])
    return told


@pytest.mark.django_db
def test_the_worker_stands_at_the_root_and_is_asked_for_anew(client: Client) -> None:
    answer = client.get("/sw.js")
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-cache"
    again = client.get("/sw.js", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.django_db
def test_the_policy_of_contents_lets_the_worker_and_the_manifest_in(client: Client) -> None:
    policy = client.get("/offline/").headers["Content-Security-Policy"]
    assert "worker-src 'self'" in policy
    assert "manifest-src 'self'" in policy


def test_the_worker_knows_what_pages_are_shown_with_and_what_to_let_alone() -> None:
    told = setup_of(worker.script())
    assert {"/static/portal/base.css", "/static/courses/courses.css"} <= set(told["files"])  # type: ignore[call-overload]
    assert {"/exams/", "/cms/", "/api/", "/documents/"} <= set(told["leftAlone"])  # type: ignore[call-overload]
    assert told["out"] == "/accounts/logout/"


def test_every_file_that_is_kept_exists() -> None:
    assert [path for path in keeping.files() if finders.find(path) is None] == []


def test_another_style_sheet_makes_another_worker(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = worker._version("source", LANGUAGES)
    changed = tmp_path / "changed.css"
    changed.write_text("body { color: red }", encoding="utf-8")
    find = finders.find
    monkeypatch.setattr(
        finders, "find", lambda path: str(changed) if path.endswith("base.css") else find(path)
    )
    assert worker._version("source", LANGUAGES) != before
    assert worker._version("other source", LANGUAGES) != before


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-hans", "没有网络也能看的内容"), ("en", "Readable without a network")],
)
def test_the_shelf_speaks_the_language_of_its_address_and_names_nobody(
    client: Client, language: str, words: str
) -> None:
    answer = client.get(f"/offline/{language}/")
    assert answer.headers["Content-Language"] == language
    assert words in answer.content.decode()
    assert "csrfmiddlewaretoken" not in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/offline/fr/", "/app/fr.webmanifest"])
def test_an_unknown_language_has_no_page(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "name"), [("zh-hans", "和衷"), ("en", "Hezhong")])
def test_the_app_is_described_in_both_languages(client: Client, language: str, name: str) -> None:
    answer = client.get(f"/app/{language}.webmanifest")
    assert answer.headers["Content-Type"] == "application/manifest+json"
    told = answer.json()
    assert (told["short_name"], told["lang"], told["id"]) == (name, language, "/")
    assert told["name"].startswith(f"{name} · ")
    purposes = [(icon["sizes"], icon["purpose"]) for icon in told["icons"]]
    assert purposes == [("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")]


def test_the_colours_of_the_app_are_tokens() -> None:
    assert f"--sunken: {manifest.THEME};" in TOKENS
    assert f"--paper: {manifest.GROUND};" in TOKENS


@pytest.mark.parametrize(
    ("name", "size"), [("180", 180), ("192", 192), ("512", 512), ("512-maskable", 512)]
)
def test_icons_have_the_size_they_say(name: str, size: int) -> None:
    with Image.open(str(finders.find(f"portal/app/{name}.png"))) as icon:
        assert icon.size == (size, size)


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_lead_to_the_description_in_their_language(client: Client, language: str) -> None:
    client.cookies.load({"django_language": language})
    html = client.get("/accounts/login/").content.decode()
    assert f'<link rel="manifest" href="/app/{language}.webmanifest">' in html
    assert 'src="/static/portal/keeping.js"' in html
    assert '<a href="/offline/">' in html
