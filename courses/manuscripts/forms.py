"""What is asked for: the file, where it goes, and a title where the paper's own will not do."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from courses.manuscripts.choices import Aim
from courses.manuscripts.drafting import LONGEST_TITLE
from courses.models import CommentaryIndexPage, ModulePage
from portal.accounts.models import User


class ManuscriptForm(forms.Form):
    place = forms.ChoiceField(label=gettext_lazy("What it becomes"))
    file = forms.FileField(
        label=gettext_lazy("Manuscript"),
        help_text=gettext_lazy("docx, doc or pdf, at most 20 MB."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".docx,.doc,.pdf"}),
        max_length=1000,
    )
    title = forms.CharField(
        label=gettext_lazy("Title"),
        required=False,
        max_length=LONGEST_TITLE,
        help_text=gettext_lazy("Leave it empty to take the title of the manuscript."),
    )

    def __init__(self, user: User, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.parents = {str(page.pk): page for page in _parents() if _may_write_below(page, user)}
        offered = [(key, _named(page)) for key, page in self.parents.items()]
        self.fields["place"].choices = [("", _("Please choose")), *offered]  # type: ignore[attr-defined]

    @property
    def parent(self) -> Page:
        return self.parents[self.cleaned_data["place"]]

    @property
    def aim(self) -> str:
        return _aim(self.parent)


def may_bring(user: User) -> bool:
    """True for those who may write somewhere a manuscript can go."""
    return any(_may_write_below(page, user) for page in _parents())


def _parents() -> list[Page]:
    return [*CommentaryIndexPage.objects.all(), *ModulePage.objects.order_by("path")]


def _may_write_below(page: Page, user: User) -> bool:
    return bool(page.permissions_for_user(user).can_add_subpage())


def _aim(page: Page) -> str:
    return Aim.COMMENTARY if isinstance(page, CommentaryIndexPage) else Aim.LESSON


def _named(page: Page) -> str:
    if _aim(page) == Aim.COMMENTARY:
        return _("A case commentary")
    return _("A lesson of “%(module)s”") % {"module": page.title}
