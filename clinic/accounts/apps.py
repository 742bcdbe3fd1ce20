from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "clinic.accounts"
    verbose_name = "Clinics and clinicians"
