"""Who may open a view: a login, or a login with one of some roles. Others' things answer 404, not
403."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse

from portal.accounts.authority import tops
from portal.accounts.scoping import request_scope

View = Callable[..., HttpResponse]


def needs_login(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return guarded


def needs_person(view: View) -> View:
    """The login must be a Person's (a trainee or mediator); for others the page does not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if request_scope(request).person_id is None:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def needs_role(*roles: str) -> Callable[[View], View]:
    """The login must hold one of the roles somewhere; for others the page does not exist."""

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not request_scope(request).holds(*roles):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return wrap


def needs_top(*roles: str) -> Callable[[View], View]:
    """The login must hold one of the roles at the top of the tree: for what belongs to the whole
    city. Who holds it at a place below does not find the page."""

    def wrap(view: View) -> View:
        @needs_role(*roles)
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not tops(request_scope(request), *roles):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return wrap
