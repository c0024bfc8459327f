"""The list of people in one's reach, the search by document number, and entering somebody."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal import clock, masking
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope
from portal.desk.people.forms import SORTS, FilterForm, NumberForm, RegisterForm
from portal.people import enciphering
from portal.people.enrolling import Newcomer
from portal.people.identity import NumberRefused, read_document
from portal.people.models import IMPORTERS, KEEPERS, READERS, REVEALERS, Person
from portal.people.recording import RegistrationRefused
from portal.people.registering import register

PER_PAGE = 25


def _in_reach(request: HttpRequest) -> QuerySet[Person]:
    scope = request_scope(request)
    people = Person.objects.scoped(scope).filter(scope.below("organisation__path", *READERS))
    return people.filter(merged_into__isnull=True).select_related("organisation")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*READERS)
def people(request: HttpRequest) -> HttpResponse:
    """The list; a POST looks for one document number, which never stands in an address."""
    number = NumberForm(request.POST if request.method == "POST" else None)
    nobody = False
    if number.is_valid():
        found = _by_number(request, number)
        if found is not None:
            return redirect("person_page", found.pk)
        nobody = not number.errors
    return _list_page(request, number, nobody)


def _by_number(request: HttpRequest, form: NumberForm) -> Person | None:
    """Who in one's reach has the number; a number that cannot be right is told beside it."""
    kind = form.cleaned_data["kind"]
    try:
        document = read_document(kind, form.cleaned_data["number"], today=clock.today())
    except NumberRefused as refused:
        form.add_error("number", str(refused))
        return None
    return _in_reach(request).filter(id_index=enciphering.index(kind, document.number)).first()


def _list_page(request: HttpRequest, number: NumberForm, nobody: bool) -> HttpResponse:
    scope = request_scope(request)
    form = FilterForm(request.GET, scope=scope)
    form.is_valid()
    rows = _filtered(_in_reach(request), form.cleaned_data)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "number": number,
        "nobody": nobody,
        "page": page,
        "lines": [(row, masking.phone(row.phone)) for row in page],
        "filtered": any(form.cleaned_data.get(name) for name in ("q", "at", "kind")),
        "keeps": scope.holds(*KEEPERS),
        "reveals": scope.holds(*REVEALERS),
        "imports": scope.holds(*IMPORTERS),
    }
    status = 422 if number.errors else 200
    return render(request, "desk/people/people.html", context, status=status)


def _filtered(rows: QuerySet[Person], typed: dict[str, Any]) -> QuerySet[Person]:
    if wanted := typed.get("q"):
        rows = rows.filter(name__contains=wanted)
    if place := typed.get("at"):
        rows = rows.filter(organisation__path__startswith=place.path)
    if kind := typed.get("kind"):
        rows = rows.filter(organisation__kind=kind)
    return rows.order_by(*SORTS[typed.get("sort", "")], "pk")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*KEEPERS)
def person_new(request: HttpRequest) -> HttpResponse:
    """Enter somebody; what cannot be right comes back beside its field."""
    scope = request_scope(request)
    form = RegisterForm(request.POST if request.method == "POST" else None, scope=scope)
    if form.is_valid():
        person = _register(request, form)
        if person is not None:
            return redirect("person_page", person.pk)
    status = 422 if form.errors else 200
    return render(request, "desk/people/new.html", {"form": form}, status=status)


def _register(request: HttpRequest, form: RegisterForm) -> Person | None:
    typed = form.cleaned_data
    newcomer = Newcomer(
        **{field: typed[field] for field in (
            "name", "organisation", "sex", "birth_date", "latin_name", "phone", "email",
        )}
    )  # fmt: skip
    try:
        person, held = register(
            newcomer,
            document_kind=typed["kind"],
            typed_number=typed["number"],
            actor_id=request_scope(request).user_id or 0,
        )
    except NumberRefused as refused:
        form.add_error("number", str(refused))
        return None
    except RegistrationRefused as refused:
        form.add_error(None, str(refused))
        return None
    messages.success(request, _("%(name)s is entered.") % {"name": person.name})
    if held:
        words = ngettext(
            "The record may be somebody already on file; HR looks at it.",
            "The record may be one of %(number)s already on file; HR looks at them.",
            held,
        )
        messages.warning(request, words % {"number": held})
    return person
