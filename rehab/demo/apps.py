from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "rehab.demo"
    verbose_name = "Demo clinic"
