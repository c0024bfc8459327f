"""What is typed to see how a certificate would look."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.people.recording import NAME_LENGTH

ORGANISATION_LENGTH, LATIN_LENGTH = 100, 100


class SampleForm(forms.Form):
    """Words for the designs; nothing of them is kept but the pictures, for a day."""

    name = forms.CharField(
        label=_("Name"),
        max_length=NAME_LENGTH,
        strip=True,
        error_messages={"required": _("Type a name, the longest you know for example.")},
        help_text=_("Try the longest and the rarest names: what cannot be printed is said here."),
    )
    latin_name = forms.CharField(
        label=_("Name in Latin letters"), max_length=LATIN_LENGTH, required=False
    )
    organisation = forms.CharField(
        label=_("Organisation"),
        max_length=ORGANISATION_LENGTH,
        error_messages={"required": _("Type the name of an organisation.")},
    )

    @staticmethod
    def usual() -> dict[str, str]:
        return {
            "name": "张示例",
            "latin_name": "Zhang Shili",
            "organisation": "示例镇示例村人民调解委员会",
        }
