"""The door. Only these of allauth's addresses exist."""

from django.urls import path

from portal.accounts.views import assisting, door, invitations, passkeys

urlpatterns = [
    path("login/", door.sign_in, name="account_login"),
    path("login/passkey/", passkeys.sign_in, name="mfa_login_webauthn"),
    path("logout/", door.sign_out, name="account_logout"),
    path("password/", door.change_password, name="account_change_password"),
    path("forgotten/", invitations.forgotten, name="forgotten"),
    path("invitation/", invitations.type_code, name="type_code"),
    path("invitation/<str:code>/", invitations.invitation, name="invitation"),
    path("assist/end/", assisting.end, name="assist_end"),
    path("again/", door.password_again, name="account_reauthenticate"),
    path("second-factor/begin/", door.begin_second_factor, name="second_factor"),
    path("second-factor/", door.my_second_factor, name="mfa_index"),
    path("second-factor/code/", passkeys.show_factor, name="mfa_authenticate"),
    path("second-factor/again/", door.code_again, name="mfa_reauthenticate"),
    path("second-factor/app/", door.set_up_app, name="mfa_activate_totp"),
    path("second-factor/app/remove/", door.take_app_away, name="mfa_deactivate_totp"),
    path("second-factor/passkeys/add/", passkeys.add, name="mfa_add_webauthn"),
    path("second-factor/passkeys/again/", passkeys.again, name="mfa_reauthenticate_webauthn"),
    path("second-factor/passkeys/<int:pk>/name/", passkeys.name, name="mfa_edit_webauthn"),
    path("second-factor/passkeys/<int:pk>/remove/", passkeys.remove, name="mfa_remove_webauthn"),
    path("second-factor/recovery-codes/", door.recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "second-factor/recovery-codes/new/",
        door.new_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
]
