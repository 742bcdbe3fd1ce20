from django.apps import AppConfig


class ThresholdsConfig(AppConfig):
    name = "rehab.thresholds"
    verbose_name = "Settings"
