from django.apps import AppConfig


class SignInConfig(AppConfig):
    name = "clinic.sign_in"
    verbose_name = "Signing in"
