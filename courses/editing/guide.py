"""The guide for judges: ten short chapters, in the order in which a page comes to be."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Picture:
    """`file` lies in static/editing/guide/ and is drawn by tests/browser/guiding.py; `alt` says
    what is to be seen."""

    file: str
    width: int
    height: int
    alt: Any


@dataclass(frozen=True)
class Chapter:
    """What to do, one sentence or two a step. `place` is the name of an address to go to."""

    slug: str
    title: Any
    steps: tuple[Any, ...]
    place: str = ""
    picture: Picture | None = None


CHAPTERS = (
    Chapter(
        "word",
        _("From Word to a draft"),
        (
            _(
                "Open “From Word” in the menu, choose the file and what it becomes, a lesson or a"
                " commentary, and press “Make a draft”."
            ),
            _(
                "The report says what was left out and what is still to be written. Nothing is"
                " published, and only you see the draft."
            ),
        ),
        "manuscripts",
        Picture(
            "from-word.webp",
            960,
            600,
            _("The page “From Word”: what the manuscript becomes, where it goes, and the file."),
        ),
    ),
    Chapter(
        "blocks",
        _("The blocks of a lesson"),
        (
            _(
                "A lesson is a row of blocks: heading, text, case, article, steps, key points,"
                " picture, film, self-check. The plus sign between two blocks adds one; the arrows"
                " move it."
            ),
            _(
                "Begin with a case, then the articles it turns on, what to do step by step, and the"
                " key points; end with one or two self-checks. Help stands under each field."
            ),
        ),
        picture=Picture(
            "blocks.webp",
            960,
            600,
            _("The editor of a lesson: below the title its blocks, one under the other."),
        ),
    ),
    Chapter(
        "citing",
        _("Citing an article"),
        (
            _(
                "Name the law and the article in the text, as in 《民法典》第1165条: it becomes a"
                " link by itself."
            ),
            _(
                "To show an article in full, add the block “Article of a statute” and choose it;"
                " never type it out. Readers see the text in force on the page's day."
            ),
        ),
        "statutes:library",
    ),
    Chapter(
        "names",
        _("The de-identification check"),
        (
            _(
                "Open your draft under “Drafts”. Numbers, phones, plates, addresses and full names"
                " are listed with their places, those in attachments too."
            ),
            _(
                "Keep the surname and write 某 for the given name, 某村 for the place. What you"
                " have changed in the CMS is gone from the list when you come back."
            ),
            _(
                "A hit that may stand is overruled by the reviewer of the hour, with a reason;"
                " writers cannot. As long as one is open nothing is published."
            ),
            _(
                "Put names that must not appear on the hidden list of the draft: they are looked"
                " for everywhere, and nobody can read the list again."
            ),
        ),
        "drafts",
        Picture(
            "draft.webp",
            960,
            600,
            _("A draft under review, and the place that the check has found in it."),
        ),
    ),
    Chapter(
        "reviews",
        _("Handing in, and three reviews"),
        (
            _(
                "Press “Hand in for review”. A judge gives the first review, the guidance committee"
                " the second and the final one; nobody reviews what they wrote, or twice."
            ),
            _(
                "Meanwhile nobody changes the draft. “Take it back” lets you write again; the"
                " reviews then begin anew."
            ),
        ),
        "drafts",
    ),
    Chapter(
        "returned",
        _("Returned with a reason"),
        (
            _(
                "A draft that is returned says why, in a message and on its page. Change it in the"
                " CMS and hand it in again. If words or files have changed, the three reviews begin"
                " anew."
            ),
            _(
                "As a reviewer, look at “What has changed” first. Return a draft with a reason the"
                " author can act on: which paragraph, and what is missing."
            ),
        ),
    ),
    Chapter(
        "later",
        _("Publishing at a set hour"),
        (
            _(
                "The final reviewer may give a day and an hour: the page goes public then, by"
                " itself. Without one it is public at once."
            ),
            _(
                "The check is made again at that hour. If it finds something open the page stays a"
                " draft."
            ),
        ),
    ),
    Chapter(
        "films",
        _("A film or a recording"),
        (
            _(
                "Add the block “Film” (MP4) or “Recording” (M4A) and write down all that is said"
                " and shown: some read it instead of watching."
            ),
            _(
                "Films are not skipped at first viewing. Three to five minutes are enough; speak"
                " slowly, and let no face or paper of a party be seen."
            ),
        ),
    ),
    Chapter(
        "questions",
        _("Readers' questions"),
        (
            _(
                "Questions about your commentary stand on your desk. Your answer goes to the reader"
                " who asked."
            ),
            _(
                "Explain the law; do not judge a real quarrel. If many ask the same, put the answer"
                " into the commentary."
            ),
        ),
        "reader_questions",
    ),
    Chapter(
        "changed",
        _("When a law changes"),
        (
            _(
                "A new version of a law marks every lesson and commentary that cites a changed"
                " article. They are listed under “Law changes”, with the old and the new text."
            ),
            _(
                "Read the passage. Change the page and hand it in, or confirm that it still holds."
                " Whoever has learnt the lesson learns it again in time."
            ),
        ),
        "law_reviews",
    ),
)
