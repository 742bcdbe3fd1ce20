from django.apps import AppConfig


class HandoutsConfig(AppConfig):
    name = "rehab.handouts"
    verbose_name = "Handouts"
