"""`manage.py import_questions FILE…`: tables of questions into the bank, as drafts."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from courses.choices import Subject
from exams.importing import Problem, Report, import_questions
from portal.unreadable import why_unreadable


class Command(BaseCommand):
    help = (
        "Import tables of questions (CSV; the header decides) as drafts. A row that cannot be "
        "right is named with its row number, and nothing is imported unless --good-rows."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--good-rows", action="store_true", help="import the good rows anyway")
        parser.add_argument("--subject", choices=Subject.values, default="")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            files = [(path.name, path.read_bytes()) for path in options["files"]]
        except OSError as error:
            reason = _("Cannot read the file: %(reason)s") % {"reason": why_unreadable(error)}
            raise CommandError(f"{error.filename}: {reason}") from error
        report = import_questions(
            files, subject=options["subject"], good_rows_only=options["good_rows"]
        )
        for line in (*report.cleaned, *report.repeated):
            self.stdout.write(_line(line))
        for problem in report.problems:
            self.stderr.write(_line(problem))
        self.stdout.write(_sum(report))
        if report.problems and not options["good_rows"]:
            raise CommandError(
                _(
                    "Nothing was imported. Mend the rows above, or import the others with"
                    " --good-rows."
                )
            )


def _line(problem: Problem) -> str:
    if not problem.row:
        return f"{problem.file}: {problem.reason}"
    return _("%(file)s, row %(row)s: %(reason)s") % vars(problem)


def _sum(report: Report) -> str:
    message = _(
        "%(rows)s rows read: %(added)s added as drafts, %(known)s known already,"
        " %(repeated)s repeated, %(problems)s with problems"
    )
    return message % {
        **vars(report),
        "repeated": len(report.repeated),
        "problems": len(report.problems),
    }
