"""Keys of offices at the desk, under /desk/certificates/keys/."""

from django.urls import path

from certificates.asking import views

urlpatterns = [
    path("", views.keys, name="office_keys"),
    path("new/", views.new, name="office_key_new"),
    path("<int:pk>/end/", views.end, name="office_key_end"),
]
