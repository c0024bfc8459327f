"""Who gets in and how: passwords, the second factor, sessions."""

from . import env

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["portal.accounts.backends.AnyName"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "portal.accounts.passwords.NotCommon"},
    {"NAME": "portal.accounts.passwords.NotOurNames"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "portal.accounts.adapter.Door"
ACCOUNT_LOGIN_METHODS = {"username"}  # the backend knows phones and e-mail addresses as well
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {
    "login": "portal.accounts.forms.SignInForm",
    "reauthenticate": "portal.accounts.forms.PasswordAgainForm",
    "change_password": "portal.accounts.forms.NewPasswordForm",
}
# Wrong tries are counted by portal.accounts.throttling; thirty sign-ins a minute from one address
# are an exam room, not an attack.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None}
ALLAUTH_TRUSTED_PROXY_COUNT = env.PROXY_COUNT

MFA_ADAPTER = "portal.accounts.mfa_adapter.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # a passkey is a device and what opens the device
MFA_RATE_LIMITS = {"webauthn_login": None}  # counted by portal.accounts.throttling too
MFA_TOTP_TOLERANCE = 1  # clocks of phones drift; a code is good for one use all the same
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "portal.accounts.forms.CodeForm",
    "reauthenticate": "portal.accounts.forms.CodeAgainForm",
    "activate_totp": "portal.accounts.forms.ActivateForm",
    "add_webauthn": "portal.accounts.passkey_forms.AddPasskeyForm",
    "authenticate_webauthn": "portal.accounts.passkey_forms.PasskeyInsteadOfCodeForm",
    "login_webauthn": "portal.accounts.passkey_forms.EnterByPasskeyForm",
    "reauthenticate_webauthn": "portal.accounts.passkey_forms.PasskeyAgainForm",
}

SESSION_ENGINE = "portal.accounts.session_rows"
