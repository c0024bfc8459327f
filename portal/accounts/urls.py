"""Signing in and out. Only these of allauth's addresses exist."""

from allauth.account.views import logout
from django.urls import path

from portal.accounts.views import sign_in

urlpatterns = [
    path("login/", sign_in, name="account_login"),
    path("logout/", logout, name="account_logout"),
]
