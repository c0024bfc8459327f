from django.urls import path

from portal.desk.privacy import views

urlpatterns = [
    path("", views.requests, name="privacy_requests"),
    path("<int:pk>/", views.one_request, name="privacy_request"),
]
