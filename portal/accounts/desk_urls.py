"""Logins, roles and invitations on the desk."""

from django.urls import path

from portal.accounts.views import assisting, inviting, logins

urlpatterns = [
    path("assist/", assisting.choose, name="assist"),
    path("assist/<int:pk>/", assisting.begin, name="assist_begin"),
    path("", logins.logins, name="logins"),
    path("invitations/", inviting.invitations, name="invitations"),
    path("invitations/<int:pk>/renew/", inviting.renew, name="invitation_renew"),
    path("invitations/<int:pk>/withdraw/", inviting.withdraw, name="invitation_withdraw"),
    path("invite/", inviting.invite_people, name="invite_people"),
    path("invite/staff/", inviting.invite_staff, name="invite_staff"),
    path("sheets/", inviting.sheets, name="invitation_sheets"),
    path("<int:pk>/", logins.login, name="login_detail"),
    path("<int:pk>/unlock/", logins.unlock, name="login_unlock"),
    path("<int:pk>/password/", logins.new_password, name="login_password"),
    path("<int:pk>/give/", logins.give, name="login_give"),
    path("<int:pk>/take/<int:grant>/", logins.take, name="login_take"),
    path("<int:pk>/<slug:verb>/", logins.act, name="login_act"),
]
