"""Addresses of signing in. allauth's own lists have more: what is not named here, such as changing one's e-mail
address or getting codes by mail, is a door that this site does not have. The names are allauth's.
"""

from allauth.account import views as account
from allauth.account.decorators import secure_admin_login
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.webauthn import views as passkeys
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import path, re_path

from clinic.sign_in import views

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("login/second-factor/", views.SecondStep.as_view(), name="mfa_authenticate"),
    path("login/passkey/", login_not_required(views.SignInWithPasskey.as_view()), name="mfa_login_webauthn"),
    path("logout/", account.logout, name="account_logout"),
    path("sign-up/", account.signup, name="account_signup"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("confirm/second-factor/", views.ConfirmWithCode.as_view(), name="mfa_reauthenticate"),
    path("confirm/passkey/", views.ConfirmWithPasskey.as_view(), name="mfa_reauthenticate_webauthn"),
    path("password/", views.ChangePassword.as_view(), name="account_change_password"),
    path("password/forgotten/", account.password_reset, name="account_reset_password"),
    path("password/forgotten/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/new/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("second-factor/", views.SecondFactors.as_view(), name="mfa_index"),
    path("second-factor/app/", views.SetUpApp.as_view(), name="mfa_activate_totp"),
    path("second-factor/app/remove/", views.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("second-factor/passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("second-factor/passkeys/new/", views.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("second-factor/passkeys/<int:pk>/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("second-factor/passkeys/<int:pk>/remove/", views.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path("second-factor/recovery-codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("second-factor/recovery-codes/new/", views.MakeRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("", views.account_page, name="sign_in_account"),
    path("places/", views.places, name="sign_in_places"),
    path("places/end/", views.end_places, name="sign_in_end_places"),
]

# The administration has no sign-in of its own.
in_the_administration = [
    path("login/", login_not_required(secure_admin_login(admin.site.login)), name="sign_in_to_the_administration"),
    path("logout/", views.Elsewhere.as_view(pattern_name="account_logout"), name="sign_in_out_of_the_administration"),
    path(
        "password_change/",
        views.Elsewhere.as_view(pattern_name="account_change_password"),
        name="sign_in_password_of_the_administration",
    ),
]
