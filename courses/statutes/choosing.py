"""Choosing an article of the statute named beside it: by its number or by words of its text."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import URLPattern
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import chooser as views
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets import BaseChooser
from wagtail.search.backends import get_search_backend

from courses.statutes.articles import articles_today
from courses.statutes.models import Article
from courses.statutes.numerals import article_label, typed_number

SHOWN, PREVIEWED = 90, 60


class ArticleFilter(BaseFilterForm):
    """A number (290, 第二百九十条) or words of the text."""

    q = forms.CharField(
        label=_("Find an article"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"placeholder": _("Number or words")}),
    )

    def filter(self, objects: Any) -> Any:
        words = self.cleaned_data.get("q")
        if words:
            self.is_searching, self.search_query = True, words
            return _found(objects, words)
        return objects


def _found(rows: QuerySet[Article], words: str) -> Any:
    """The article of this number, or those that the search finds by these words."""
    number = typed_number(words)
    if number is not None:
        return rows.filter(number=number[0], sub=number[1])
    return get_search_backend().search(words, rows, order_by_relevance=False)


class ArticlesOfStatute:
    """What the modal lists: today's articles of the statute asked for."""

    filter_form_class = ArticleFilter
    request: Any

    def get_object_list(self) -> QuerySet[Article]:
        rows = articles_today(self.request.GET.get("statute", ""))
        return rows.select_related("version__statute")

    @property
    def columns(self) -> list[Column]:
        own: Any = self
        first: TitleColumn = own.title_column
        return [first, Column("text", label=_("Text"), accessor=_beginning)]


def _beginning(row: Article) -> str:
    return Truncator(row.heading or row.text).chars(SHOWN)


class ChooseArticle(ArticlesOfStatute, views.ChooseView):
    pass


class ArticleResults(ArticlesOfStatute, views.ChooseResultsView):
    pass


class ArticleChosen(views.ChosenView):
    """The number goes into the block's field; the words beside it are the preview."""

    def get_object(self, pk: str) -> Article:
        rows = Article.objects.select_related("version__statute")
        if not pk.isascii() or not pk.isdigit() or len(pk) > len(str(2**62)):
            raise Article.DoesNotExist
        return rows.get(pk=int(pk))

    def get_object_id(self, instance: Article) -> str:
        return instance.address

    def get_display_title(self, instance: Article) -> str:
        words = Truncator(instance.text).chars(PREVIEWED)
        return f"{instance.version.statute} {instance.label}　{words}"

    def get_edit_item_url(self, instance: Article) -> None:
        return None


class ArticleChooserViewSet(ChooserViewSet):
    model = Article
    icon = "doc-full"
    choose_one_text = _("Choose an article")
    choose_another_text = _("Choose another article")
    choose_view_class = ChooseArticle
    choose_results_view_class = ArticleResults
    chosen_view_class = ArticleChosen
    preserve_url_parameters = ["multiple", "statute"]
    register_widget = False

    def get_urlpatterns(self) -> list[URLPattern]:
        """Articles are imported, never made here, and chosen one by one."""
        patterns = super().get_urlpatterns()
        return [route for route in patterns if route.name not in {"create", "chosen_multiple"}]


article_chooser = ArticleChooserViewSet("article_chooser", url_prefix="article-chooser")


class ArticleChooser(BaseChooser):
    """The field of an article beside the field `statute`; its value is the number: 290, 280-1."""

    model = Article
    icon = "doc-full"
    choose_one_text = _("Choose an article")
    choose_another_text = _("Choose another article")
    chooser_modal_url_name = "article_chooser:choose"
    linked_fields = {"statute": {"match": r"^.*-(?=[^-]+-chooser$)", "append": "statute"}}
    show_edit_link = False

    def get_value_data(self, value: str | None) -> dict[str, Any] | None:
        """What stands in the field; the statute beside it is not known here."""
        if not value:
            return None
        number = typed_number(value)
        title = article_label(*number) if number else value
        return {"id": value, "edit_url": None, self.display_title_key: title}
