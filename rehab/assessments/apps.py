from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "rehab.assessments"
    verbose_name = "Assessments"
