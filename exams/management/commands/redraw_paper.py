"""`manage.py redraw_paper`: a paper drawn again from its seed and what was kept, and compared."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from exams.models import AttemptDraw, PaperForm
from exams.papers import Shortage
from exams.papers.proving import proves, proves_attempt


class Command(BaseCommand):
    help = (
        "Draw the paper of an attempt, or a printed form, again from its seed, blueprint and bank"
        " of that day, and say whether it is the one that was delivered; exit status 1 when it is"
        " not."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--attempt", type=int, help="the number of an attempt")
        which.add_argument("--form", help="exam, number and letter of a form, as 3-1A")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            same = (
                _attempt(options["attempt"]) if options["form"] is None else _form(options["form"])
            )
        except (ValueError, Shortage) as error:
            raise CommandError(
                _("This paper cannot be drawn again: %(why)s.") % {"why": error}
            ) from error
        if not same:
            raise CommandError(_("Drawn again the paper is another one than was delivered."))
        self.stdout.write(_("Drawn again the paper is the same."))


def _attempt(number: int) -> bool:
    rows = AttemptDraw.objects.unscoped("drawing a paper again").select_related("source", "attempt")
    drawn = rows.filter(attempt_id=number).first()
    if drawn is None:
        raise CommandError(_("Of this attempt nothing is kept to draw it from."))
    return proves_attempt(drawn)


def _form(name: str) -> bool:
    exam, _dash, rest = name.partition("-")
    number, letter = rest[:-1], rest[-1:].upper()
    rows = PaperForm.objects.select_related("source", "beside")
    if exam.isdecimal() and number.isdecimal():
        form = rows.filter(exam_id=int(exam), number=int(number), letter=letter).first()
        if form:
            return proves(form)
    raise CommandError(_("There is no such form; its name is exam, number and letter, as 3-1A."))
