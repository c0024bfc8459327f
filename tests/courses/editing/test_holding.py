"""A file that hangs on a page which was looked through stays as it is: no way round the reviews."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form

from courses.editing import publishing, reviewing
from courses.editing.receivers import FileSettled
from courses.models import LessonPage
from portal import clock
from portal.accounts.models import User
from tests.courses import rows
from tests.courses.editing import desks
from tests.courses.editing.test_seeing import hung, picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]
OTHER = f"原告张三丰，身份证{desks.ID}"


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def author() -> User:
    return desks.login("author")


@pytest.fixture
def handout(author: User) -> Any:
    file = ContentFile("干净".encode(), name="a.txt")
    model = get_document_model()
    return model.objects.create(title="讲义", file=file, uploaded_by_user=author)


def draft_with(handout: Any, author: User) -> LessonPage:
    page = desks.draft(author)
    fresh = page.get_latest_revision_as_object()
    fresh.body = [*list(fresh.body.raw_data), rows.block("attachment", handout.pk)]
    fresh.save_revision(user=author)
    found: LessonPage = LessonPage.objects.get(pk=page.pk)
    return found


def exchange(handout: Any, author: User, **typed: Any) -> Any:
    form = {"title": "讲义", "tags": "", "collection": handout.collection_id, **typed}
    return desks.client_of(author).post(f"/cms/documents/edit/{handout.pk}/", form)


def stored(handout: Any) -> tuple[str, str]:
    held = get_document_model().objects.get(pk=handout.pk)
    with held.file.open() as stream:
        return held.title, stream.read().decode()


def test_the_file_of_a_public_page_is_not_exchanged_by_its_author(
    author: User, handout: Any
) -> None:
    draft_with(handout, author).get_latest_revision().publish()
    answer = exchange(handout, author, file=SimpleUploadedFile("b.txt", OTHER.encode()))
    assert "请将新文件另行上传" in answer.content.decode()
    assert stored(handout) == ("讲义", "干净")
    served: Any = Client().get(handout.url)
    assert b"".join(served.streaming_content).decode() == "干净"
    assert "请将新文件另行上传" in exchange(handout, author, title="张三丰案").content.decode()
    assert stored(handout) == ("讲义", "干净")
    assert exchange(handout, author, tags="排水").status_code == 302


@pytest.mark.parametrize("waits", ["for a review", "for its moment"])
def test_nor_that_of_a_draft_on_its_way(author: User, handout: Any, waits: str) -> None:
    page = draft_with(handout, author)
    if waits == "for a review":
        reviewing.hand_in(page, by=author)
    else:
        revision = page.get_latest_revision()
        publishing.set_moment(revision, clock.now().replace(year=2099))
        revision.publish()
    exchange(handout, author, file=SimpleUploadedFile("b.txt", "别的".encode()))
    assert stored(handout) == ("讲义", "干净")


def test_the_file_of_a_draft_in_hand_is_its_uploaders_to_exchange(
    author: User, handout: Any
) -> None:
    draft_with(handout, author)
    answer = exchange(
        handout, author, title="新", file=SimpleUploadedFile("b.txt", "别的".encode())
    )
    assert answer.status_code == 302
    assert stored(handout) == ("新", "别的")


def test_no_other_way_of_saving_exchanges_it(author: User, handout: Any) -> None:
    draft_with(handout, author).get_latest_revision().publish()
    handout.file = ContentFile(OTHER.encode(), name="a.txt")
    with pytest.raises(FileSettled):
        handout.save()
    image = picture()
    hung(image, "picture", rows.lesson(LessonPage.objects.get().get_parent().specific, "wall"))
    for field in ("title", "description"):
        fresh = get_image_model().objects.get(pk=image.pk)
        setattr(fresh, field, OTHER)
        with pytest.raises(FileSettled):
            fresh.save()
    fresh = get_image_model().objects.get(pk=image.pk)
    fresh.focal_point_x = 3
    fresh.save()


def test_the_picture_of_a_public_page_is_not_exchanged(author: User) -> None:
    image = picture()
    type(image).objects.filter(pk=image.pk).update(uploaded_by_user=author)
    hung(image, "picture", rows.lesson(rows.module(), "wall", owner=author))
    typed = {"title": OTHER, "tags": "", "collection": image.collection_id, "description": ""}
    form = get_image_form(get_image_model())(typed, instance=image, user=author)
    assert list(form.errors) == ["title"]
