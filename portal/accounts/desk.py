"""The entry of the staff menu."""

from django.utils.translation import gettext_lazy as _

from portal import hooks
from portal.accounts.authority import HELPERS
from portal.accounts.choices import Role

hooks.menu_entry(hooks.MenuEntry(890, _("Assisted entry"), "assist", "pencil", (Role.ASSISTANT,)))
hooks.menu_entry(hooks.MenuEntry(900, _("Logins and roles"), "logins", "lock", HELPERS))
