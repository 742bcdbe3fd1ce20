from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "rehab.programmes"
    verbose_name = "Programmes"
