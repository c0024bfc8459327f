from django.urls import path

from courses.editing import views

urlpatterns = [
    path("", views.drafts, name="drafts"),
    path("<int:pk>/", views.draft, name="draft"),
    path("<int:pk>/<slug:act>/", views.draft_act, name="draft_act"),
]
