from django.urls import path

from portal.desk.mydata import views

urlpatterns = [path("", views.my_data, name="my_data")]
