from django.urls import include, path

from portal.desk import views

urlpatterns = [
    path("", views.desk, name="desk"),
    path("my-data/portrait/", include("portal.desk.portraits.own_urls")),
    path("my-data/", include("portal.desk.mydata.urls")),
    path("notices/", include("portal.desk.inbox.urls")),
    path("people/import/", include("portal.desk.imports.urls")),
    path("privacy/", include("portal.desk.privacy.urls")),
    path("candidacies/", include("portal.desk.people.candidacy_urls")),
    path("organisations/", include("portal.desk.organisations.urls")),
    path("people/portraits/", include("portal.desk.imports.portrait_urls")),
    path("people/<int:pk>/portrait/", include("portal.desk.portraits.person_urls")),
    path("people/", include("portal.desk.people.urls")),
    path("audit/", include("portal.desk.audit.urls")),
    path("system/", include("portal.desk.system.urls")),
    path("policy/", include("portal.desk.policy.urls")),
]
