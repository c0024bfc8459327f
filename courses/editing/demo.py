"""One draft of the demo's judge that waits for its first review, with a place that tells where
somebody lives."""

from django.db import transaction

from courses import demo_pages
from courses.editing import reviewing
from courses.models import CommentaryIndexPage, LessonPage
from portal.accounts.models import User


def seed() -> None:
    author = User.objects.filter(username="judge1").first()
    if author is None:
        return
    lessons = {
        f"{lesson.get_parent().slug}/{lesson.slug}": lesson for lesson in LessonPage.objects.live()
    }
    with transaction.atomic():
        for entry in demo_pages.read("drafts"):
            page = demo_pages.commentary(entry, lessons)
            page.live, page.owner = False, author
            CommentaryIndexPage.objects.get().add_child(instance=page)
            page.save_revision(user=author)
            page.refresh_from_db()
            reviewing.hand_in(page, by=author)
