from django.apps import AppConfig


class PatientsConfig(AppConfig):
    name = "rehab.patients"
    verbose_name = "Patients"
