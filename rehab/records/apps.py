from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "rehab.records"
    verbose_name = "Whole records: who saw them, and all that they hold"
