"""Every address of the platform. Apps are named as strings only, so portal stays at the bottom."""

from django.urls import include, path, re_path
from django.views.generic import RedirectView

from portal import views
from portal.api import api

handler400 = "portal.views.bad_request"
handler403 = "portal.views.forbidden"
handler404 = "portal.views.missing"
handler429 = "portal.views.too_many"  # asked for by allauth
handler500 = "portal.views.broken"

_OUR_DOOR = RedirectView.as_view(url="/accounts/login/", query_string=True)

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("language/", views.choose_language, name="choose_language"),
    path("type/", views.choose_type, name="choose_type"),
    # Wagtail's own doors ask for a password only; ours comes first.
    path("cms/login/", _OUR_DOOR),
    path("cms/password_reset/", _OUR_DOOR),
    path("_util/login/", _OUR_DOOR),
    path("accounts/", include("portal.accounts.urls")),
    path("desk/bank/", include("exams.bank_urls")),
    path("desk/certificates/keys/", include("certificates.asking.urls")),
    path("desk/certificates/batches/", include("certificates.batching.urls")),
    path("desk/certificates/", include("certificates.desk_urls")),
    path("desk/drafts/", include("courses.editing.urls")),
    path("desk/hours/", include("courses.hours_urls")),
    path("desk/logins/", include("portal.accounts.desk_urls")),
    path("desk/papers/", include("exams.desk_urls")),
    path("desk/papers/results/", include("exams.marking.result_urls")),
    path("desk/marking/", include("exams.marking.urls")),
    path("desk/statistics/", include("exams.reporting.urls")),
    path("desk/sittings/", include("exams.sitting_urls")),
    path("desk/sittings/", include("exams.entry_urls")),
    path("desk/questions/", include("courses.readers.desk_urls")),
    path("desk/sittings/", include("exams.board_urls")),
    path("desk/law-reviews/", include("courses.statutes.desk_urls")),
    path("desk/", include("portal.desk.urls")),
    path("api/v1/", RedirectView.as_view(url="/api/v1/openapi.json")),
    path("favicon.ico", views.favicon),
    path("api/v1/", api.urls),
    re_path(r"^api/", views.closed),  # no page of the site begins so
    path("law/", include("courses.statutes.urls")),
    path("search/", include("courses.searching.urls")),
    path("learn/mine/", include("courses.readers.urls")),
    path("learn/practice/", include("exams.practice.urls")),
    path("learn/progress/", include("courses.urls")),
    path("exams/objections/", include("exams.marking.own_urls")),
    path("exams/", include("exams.urls")),
    path("v/many/", include("certificates.many.urls")),
    path("v/", include("certificates.urls")),
    path("roster/", include("certificates.roster.urls")),
    # Logins and roles are written by portal.accounts alone, with an entry in the audit log.
    re_path(r"^cms/(users|groups|bulk/accounts|bulk/auth)(/|$)", views.closed),
    path("cms/", include("wagtail.admin.urls")),
    path("media/", include("courses.editing.media_urls")),
    path("documents/", include("wagtail.documents.urls")),
    path("", include("portal.offline.urls")),
    path("", include("wagtail.urls")),
]
