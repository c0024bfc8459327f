from django.urls import URLPattern, path

from portal.desk.imports import views


def urls_of(kind: str) -> list[URLPattern]:
    """The addresses of a kind of table, to be included where its pages live; their names begin
    with the kind (`runs.ways_of`)."""
    name, one = f"{kind}_import", {"kind": kind}
    return [
        path("", views.imports, one, name=name),
        path("template/", views.template, one, name=f"{name}_template"),
        path("<int:run_id>/", views.run, one, name=f"{name}_run"),
        path("<int:run_id>/columns/", views.columns, one, name=f"{name}_columns"),
        path("<int:run_id>/places/", views.places, one, name=f"{name}_places"),
        path("<int:run_id>/enter/", views.enter, one, name=f"{name}_enter"),
        path("<int:run_id>/discard/", views.discard, one, name=f"{name}_discard"),
        path("<int:run_id>/report/", views.report, one, name=f"{name}_report"),
    ]


urlpatterns = [*urls_of("people"), path("export/", views.export, name="people_export")]
