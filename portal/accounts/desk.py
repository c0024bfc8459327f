"""The entries of the staff menu, and what an erasure takes of a login."""

from django.utils.translation import gettext_lazy as _

from portal import hooks
from portal.accounts import forgetting
from portal.accounts.authority import HELPERS
from portal.accounts.choices import Role

hooks.menu_entry(hooks.MenuEntry(890, _("Assisted entry"), "assist", "pencil", (Role.ASSISTANT,)))
hooks.menu_entry(hooks.MenuEntry(900, _("Logins and roles"), "logins", "lock", HELPERS))
hooks.on_erasure(forgetting.forget_contact)
