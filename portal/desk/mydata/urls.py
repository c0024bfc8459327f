from django.urls import path

from portal.desk.mydata import views

urlpatterns = [
    path("", views.my_data, name="my_data"),
    path("ask/", views.ask_something, name="my_data_ask"),
    path("requests/<int:pk>/withdraw/", views.withdraw_request, name="my_data_withdraw"),
]
