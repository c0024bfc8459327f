"""An editor with few rights sees own drafts only, whatever address is typed; files follow pages."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image as PictureFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import GroupCollectionPermission, Page, PageViewRestriction, ReferenceIndex
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from courses.editing import reviewing
from courses.models import LessonPage
from portal.accounts.choices import Role
from portal.accounts.models import User
from tests.courses import rows
from tests.courses.editing import desks
from tests.courses.editing.desks import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]
SECRET = "未公开的题目"
HIDDEN = (302, 403, 404)


@pytest.fixture
def author() -> User:
    return desks.login("author")


@pytest.fixture
def other() -> User:
    return desks.login("other")


@pytest.fixture
def page(author: User) -> LessonPage:
    page = desks.draft(author)
    fresh = page.get_latest_revision_as_object()
    fresh.title = SECRET
    fresh.save_revision(user=author)
    LessonPage.objects.filter(pk=page.pk).update(title=SECRET, draft_title=SECRET)
    found: LessonPage = LessonPage.objects.get(pk=page.pk)
    return found


TYPED = (
    "pages/{pk}/edit/", "pages/{pk}/edit/preview/", "pages/{pk}/view_draft/", "pages/{pk}/copy/",
    "pages/{pk}/delete/", "pages/{pk}/unpublish/", "pages/{pk}/move/", "pages/{pk}/history/",
    "pages/{pk}/history/results/", "pages/{pk}/workflow_history/",
    "pages/{pk}/revisions/{rev}/view/", "pages/{pk}/revisions/{rev}/revert/",
    "pages/{pk}/revisions/compare/earliest...latest/", "pages/{pk}/usage/",
    "pages/{pk}/privacy/", "pages/{pk}/convert_alias/",
)  # fmt: skip


@pytest.mark.parametrize("address", TYPED)
def test_typed_addresses_of_others_drafts_show_nothing(
    address: str, page: LessonPage, other: User
) -> None:
    path = "/cms/" + address.format(pk=page.pk, rev=page.latest_revision_id)
    answer = client_of(other).get(path)
    assert answer.status_code in HIDDEN
    assert SECRET not in answer.content.decode()


LISTED = (
    "pages/{parent}/", "pages/search/?q=未公开", "pages/search/?q=题目", "reports/locked/",
    "reports/aging-pages/", "reports/site-history/", "reports/workflow/",
    "reports/workflow_tasks/", "choose-page/{parent}/", "choose-page/search/?q=未公开",
    "api/main/pages/?child_of={parent}", "api/main/pages/{pk}/", "",
)  # fmt: skip


@pytest.mark.parametrize("address", LISTED)
def test_lists_reports_and_searches_leave_others_drafts_out(
    address: str, page: LessonPage, other: User, author: User
) -> None:
    path = "/cms/" + address.format(pk=page.pk, parent=page.get_parent().pk)
    assert SECRET not in client_of(other).get(path).content.decode()


def test_the_author_and_the_reviewer_of_the_hour_see_it(
    page: LessonPage, author: User, other: User
) -> None:
    explorer = f"/cms/pages/{page.get_parent().pk}/"
    compare = f"/cms/pages/{page.pk}/revisions/compare/earliest...latest/"
    assert SECRET in client_of(author).get(explorer).content.decode()
    reviewing.hand_in(page, by=author)
    for path in (explorer, f"/cms/pages/{page.pk}/view_draft/"):
        assert SECRET in client_of(other).get(path).content.decode()
    assert client_of(other).get(compare).status_code == 200
    second = desks.login("second", Role.COMMITTEE)
    assert client_of(second).get(compare).status_code in HIDDEN


def test_a_draft_under_review_is_not_changed_in_the_cms(page: LessonPage, author: User) -> None:
    reviewing.hand_in(page, by=author)
    latest = LessonPage.objects.get(pk=page.pk).latest_revision_id
    client = client_of(author)
    shown = client.get(f"/cms/pages/{page.pk}/edit/")
    assert shown.status_code == 200
    form = {
        "title": "改",
        "slug": "water",
        "goal": "会",
        "minutes": "5",
        "lecturer": "",
        "court": "",
    }
    whole = form | {"body": streamfield([]), "comments": inline_formset([])}
    client.post(f"/cms/pages/{page.pk}/edit/", nested_form_data(whole))
    assert LessonPage.objects.get(pk=page.pk).latest_revision_id == latest


def document(words: str = "清白") -> Any:
    file = ContentFile(words.encode(), name="handout.txt")
    return get_document_model().objects.create(title="讲义", file=file)


def hung(item: Any, kind: str, page: Any) -> Any:
    """The page with a document or picture in it, in its row and in the index of references."""
    value = item.pk if kind == "attachment" else {"image": item.pk, "alt": "图", "caption": ""}
    page.body = [*list(page.body.raw_data), rows.block(kind, value)]
    page.save()
    ReferenceIndex.create_or_update_for_object(page)
    return page


def read(answer: Any) -> None:
    """To the end, so that the file is closed."""
    if answer.streaming:
        b"".join(answer.streaming_content)


def answers(path: str, *users: User | None) -> list[int]:
    found = []
    for user in users:
        answer = (client_of(user) if user else Client()).get(path)
        read(answer)
        found.append(answer.status_code)
    return found


def test_a_document_is_served_while_its_page_is_public(author: User, other: User) -> None:
    held = document()
    page = hung(held, "attachment", rows.lesson(rows.module(), "water", owner=author))
    answer = Client().get(held.url)
    assert answer.status_code == 200
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'"
    assert answer["Content-Disposition"].startswith("attachment")
    read(answer)
    page.unpublish()
    assert answers(held.url, None, other, author) == [404, 404, 200]


def test_what_hangs_on_a_page_is_there_with_its_publication(author: User) -> None:
    held = document()
    page: Any = rows.lesson(rows.module(), "water", live=False, owner=author)
    page.body = [*list(page.body.raw_data), rows.block("attachment", held.pk)]
    page.save_revision().publish()
    assert answers(held.url, None) == [200]


def test_a_document_of_a_private_page_follows_it(author: User) -> None:
    held = document()
    page = hung(held, "attachment", rows.lesson(rows.module(), "water", owner=author))
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    person = rows.login_of(rows.learner(rows.committee("石桥村调委会")))
    assert answers(held.url, None, person) == [404, 200]


def test_a_document_on_no_page_is_its_uploaders(author: User, other: User) -> None:
    held = document()
    held.uploaded_by_user = author
    held.save()
    assert answers(held.url, None, other, author) == [404, 404, 200]


def test_the_reviewer_opens_what_is_new_in_the_draft_of_a_public_page(
    author: User, other: User
) -> None:
    page: Any = rows.lesson(rows.module(), "water", owner=author)
    held = document()
    page.body = [*list(page.body.raw_data), rows.block("attachment", held.pk)]
    page.save_revision(user=author)
    ReferenceIndex.create_or_update_for_object(LessonPage.objects.get(pk=page.pk))
    assert answers(held.url, other) == [404]
    reviewing.hand_in(LessonPage.objects.get(pk=page.pk), by=author)
    second = desks.login("second", Role.COMMITTEE)
    assert answers(held.url, None, other, second) == [404, 200, 404]


def test_choosing_a_file_costs_the_same_for_any_number(author: User, other: User) -> None:
    client = client_of(other)
    page = hung(document(), "attachment", rows.lesson(rows.module(), "water", owner=author))
    counted = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            shown = client.get("/cms/documents/chooser/results/").content.decode()
        counted.append((shown.count("handout"), len(queries)))
        for _more in range(3):
            page = hung(document(), "attachment", page)
        document()
    assert counted[0][0] < counted[1][0]
    assert counted[0][1] == counted[1][1]


def picture() -> Any:
    """A picture with one rendition."""
    stream = BytesIO()
    PictureFile.new("RGB", (8, 8), "white").save(stream, "PNG")
    content = stream.getvalue()
    image = get_image_model().objects.create(
        title="图", width=8, height=8, file=ImageFile(BytesIO(content), name="wall.png")
    )
    small = ContentFile(content, name="wall.width-100.png")
    image.renditions.create(filter_spec="width-100", file=small, width=8, height=8)
    return image


def test_pictures_are_served_while_their_page_is_public(author: User, other: User) -> None:
    image = picture()
    url = image.renditions.get().url
    assert answers(url, None, other) == [404, 404]
    page = hung(image, "picture", rows.lesson(rows.module(), "water", owner=author))
    answer = Client().get(url)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, max-age=3600"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'"
    read(answer)
    page.unpublish()
    assert answers(url, None, other, author) == [404, 404, 200]


def test_originals_and_other_files_of_the_folder_are_never_served(author: User) -> None:
    image, held = picture(), document()
    client = client_of(author)
    for path in (f"/media/{image.file.name}", f"/media/{held.file.name}", "/media/images/no.png"):
        assert client.get(path).status_code == 404


def test_editors_have_no_right_over_others_files() -> None:
    names = GroupCollectionPermission.objects.filter(group__name="Editors").values_list(
        "permission__codename", flat=True
    )
    assert sorted(names) == ["add_document", "add_image", "choose_document", "choose_image"]


def test_search_of_the_api_for_readers_knows_no_draft(page: LessonPage) -> None:
    assert Page.objects.live().filter(pk=page.pk).count() == 0
    assert SECRET not in Client().get("/learn/property/").content.decode()
