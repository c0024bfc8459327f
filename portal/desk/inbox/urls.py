from django.urls import path

from portal.desk.inbox import views

urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("all/", views.read_all, name="inbox_read_all"),
    path("<int:notice_id>/", views.notice, name="inbox_notice"),
]
