from django.apps import AppConfig


class LetterheadConfig(AppConfig):
    name = "clinic.letterhead"
    verbose_name = "Letterhead"
