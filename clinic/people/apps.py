from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "clinic.people"
    verbose_name = "People"
