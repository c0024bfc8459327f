"""`manage.py grant_app_role ROLE`: what the site's own role may do on PostgreSQL."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from portal.app_role import Unfit, grant


class Command(BaseCommand):
    help = "Give the site's role its rights on PostgreSQL; said by the owner after each migration."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role")

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("SQLite has no roles; nothing was done")
        try:
            with transaction.atomic():
                tables = grant(connection, options["role"])
        except Unfit as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{options['role']} may use {tables} tables")
