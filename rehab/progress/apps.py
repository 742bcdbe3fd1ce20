from django.apps import AppConfig


class ProgressConfig(AppConfig):
    name = "rehab.progress"
    verbose_name = "Progress"
