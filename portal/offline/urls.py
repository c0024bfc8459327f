from django.urls import path

from portal.offline import views

urlpatterns = [
    path("sw.js", views.worker, name="worker"),
    path("offline/", views.shelf, name="shelf"),
    path("offline/<str:language>/", views.shelf_in, name="shelf_in"),
    path("app/<str:language>.webmanifest", views.manifest, name="manifest"),
]
