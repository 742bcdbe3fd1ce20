from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "rehab.library"
    verbose_name = "Exercise library and rules"
