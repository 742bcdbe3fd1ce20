from django.apps import AppConfig


class HandoutsConfig(AppConfig):
    name = "rehab.handouts"
    verbose_name = "Handouts"

    def ready(self):
        from rehab.handouts.on_patient_page import timeline_entries
        from rehab.patients.timeline import add_source

        add_source(timeline_entries)
