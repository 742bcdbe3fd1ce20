from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "clinic.drafts"
    verbose_name = "Drafts of long forms"

    def ready(self):
        from clinic.audit.recording import after_storing
        from clinic.drafts.actions import forget

        after_storing(forget)
