"""`manage.py import_questions FILE…`: tables of questions into the bank, as drafts."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courses.choices import Subject
from exams.importing import Problem, Report, import_questions


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
            raise CommandError(f"{error.filename}: {error.strerror}") from error
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
                "nothing was imported; mend the rows above, or import the others with --good-rows"
            )


def _line(problem: Problem) -> str:
    place = f"{problem.file}, row {problem.row}" if problem.row else problem.file
    return f"{place}: {problem.reason}"


def _sum(report: Report) -> str:
    return (
        f"{report.rows} rows read: {report.added} added as drafts, {report.known} known already, "
        f"{len(report.repeated)} repeated, {len(report.problems)} with problems"
    )
