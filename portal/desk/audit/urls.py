from django.urls import path

from portal.desk.audit import views

urlpatterns = [
    path("", views.events, name="audit"),
    path("export/", views.export, name="audit_export"),
    path("days/<str:day>/", views.day, name="audit_day"),
    path("<int:pk>/", views.event, name="audit_event"),
]
