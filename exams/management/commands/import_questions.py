"""`manage.py import_questions FILE…`: files of questions into the bank, as drafts."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from courses.choices import Subject
from exams.bank import Label
from exams.choices import ItemPool
from exams.importing import entering, looking, staging
from exams.importing.choices import BatchState, RowVerdict
from exams.importing.models import BatchRow, QuestionBatch
from exams.importing.showing import line
from exams.importing.wording import why_unread
from portal.unreadable import why_unreadable

TOLD = (RowVerdict.REFUSED, RowVerdict.ALIKE, RowVerdict.REPEATED)


class Command(BaseCommand):
    help = (
        "Import files of questions (Excel, CSV, Word, text, JSON, GIFT, Aiken, Moodle XML, QTI) as"
        " drafts. What cannot be imported is named with its place, and nothing of its file is"
        " imported unless --good-rows."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--good-rows", action="store_true", help="import the good rows anyway")
        parser.add_argument("--alike", action="store_true", help="also those very like others")
        parser.add_argument("--subject", choices=Subject.values, default="")
        parser.add_argument("--pool", choices=ItemPool.values, default=ItemPool.EXAM)

    def handle(self, *args: Any, **options: Any) -> None:
        label = Label(options["subject"], pool=options["pool"])
        left = [path for path in options["files"] if not self._import(path, label, options)]
        if left:
            names = ", ".join(path.name for path in left)
            raise CommandError(
                _(
                    "Nothing was imported of: %(files)s. Mend what is named above, or import the"
                    " others with --good-rows."
                )
                % {"files": names}
            )

    def _import(self, path: Path, label: Label, options: dict[str, Any]) -> bool:
        try:
            content = path.read_bytes()
        except OSError as error:
            reason = _("Cannot read the file: %(reason)s") % {"reason": why_unreadable(error)}
            raise CommandError(f"{path}: {reason}") from error
        batch = staging.take_in(content, path.name, label=label, actor_id=None)
        found = looking.look(batch)
        with transaction.atomic():
            looking.keep(batch, *found)
        batch.refresh_from_db()
        if batch.state == BatchState.REFUSED:
            self.stderr.write(f"{path.name}: {why_unread(batch)}")
            staging.discard(batch, actor_id=None)
            return False
        self._tell(batch)
        return self._enter(batch, options)

    def _tell(self, batch: QuestionBatch) -> None:
        for row in BatchRow.objects.filter(batch=batch, verdict__in=TOLD).order_by("number"):
            one = line(row)
            like = f"{one.label}: {one.alike} ({one.ratio} %)" if one.alike else ""
            stream = self.stderr if one.problem else self.stdout
            stream.write(f"{batch.file_name}, {one.place}: {one.problem or like}")

    def _enter(self, batch: QuestionBatch, options: dict[str, Any]) -> bool:
        counts = entering.counts_of(batch)
        refused = counts.get(RowVerdict.REFUSED, 0)
        added = 0
        goes = options["good_rows"] or not refused
        if goes:
            choice = {"only_good": options["good_rows"], "with_alike": options["alike"]}
            staging.confirm(batch, actor_id=None, **choice)
            batch.refresh_from_db()
            with transaction.atomic():
                added = entering.enter(batch, actor_id=None)
        message = _(
            "%(file)s: %(rows)s questions read, %(added)s added as drafts, %(known)s known already,"
            " %(alike)s very like others, %(repeated)s repeated, %(refused)s with problems"
        )
        numbers = {verdict.value: counts.get(verdict, 0) for verdict in RowVerdict}
        facts = {"file": batch.file_name, "rows": sum(counts.values()), "added": added, **numbers}
        self.stdout.write(message % facts)
        if not goes:
            staging.discard(batch, actor_id=None)
        return goes
