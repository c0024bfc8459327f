"""The guide for judges: in both languages, with its pictures, for those who may write."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from PIL import Image

from courses.editing.guide import CHAPTERS
from portal.accounts.models import User

GUIDE = "/cms/guide/"
MOST = 120 * 1024  # bytes


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "title"), [("zh-hans", "法官使用指南"), ("en", "Guide for judges")]
)
def test_a_judge_reads_every_chapter(
    client: Client, people: dict[str, User], language: str, title: str
) -> None:
    client.force_login(people["author"])
    client.cookies["django_language"] = language
    page = client.get(GUIDE).content.decode()
    assert f"<title>{title}" in " ".join(page.split()).replace("<title> ", "<title>")
    assert [chapter.slug for chapter in CHAPTERS if f'id="{chapter.slug}"' not in page] == []
    home = client.get("/cms/").content.decode()
    assert GUIDE in home


@pytest.mark.django_db
def test_who_does_not_write_is_not_let_in(client: Client, people: dict[str, User]) -> None:
    client.force_login(people["clerk"])
    assert client.get(GUIDE).status_code != 200


def test_every_picture_is_there_small_and_as_large_as_it_says() -> None:
    pictures = [chapter.picture for chapter in CHAPTERS if chapter.picture is not None]
    assert len(pictures) > 2
    for picture in pictures:
        path = finders.find(f"editing/guide/{picture.file}")
        assert path
        with Path(path).open("rb") as stream:
            assert len(stream.read()) <= MOST
        with Image.open(path) as drawn:
            assert drawn.size == (picture.width, picture.height)
        assert str(picture.alt)
