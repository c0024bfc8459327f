from django.urls import path

from portal.desk.system import views

urlpatterns = [
    path("", views.system, name="system"),
    path("examine/", views.examine, name="system_examine"),
]
