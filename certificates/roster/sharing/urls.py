"""Templates, files and public lists of the roster, under /roster/."""

from django.urls import path

from certificates.roster.sharing.views import lists, out, public, templates

urlpatterns = [
    path("templates/", templates.templates, name="roster_templates"),
    path("templates/new/", templates.new, name="roster_template_new"),
    path("templates/example/", templates.example, name="roster_template_example"),
    path("templates/<int:pk>/", templates.template, name="roster_template"),
    path("templates/<int:pk>/file/", templates.file, name="roster_template_file"),
    path("templates/<int:pk>/end/", templates.end, name="roster_template_end"),
    path("out/", out.out, name="roster_out"),
    path("out/<int:pk>/", out.handout, name="roster_handout"),
    path("out/<int:pk>/<int:part>/", out.file, name="roster_handout_file"),
    path("lists/", lists.lists, name="roster_lists"),
    path("lists/new/", lists.new, name="roster_list_new"),
    path("lists/<int:pk>/", lists.one, name="roster_list"),
    path("lists/<int:pk>/down/", lists.down, name="roster_list_down"),
    path("public/", public.places, name="public_rosters"),
    path("public/<int:place_id>/", public.roster, name="public_roster"),
]
