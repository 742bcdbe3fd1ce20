from django.apps import AppConfig


class ProgressConfig(AppConfig):
    name = "rehab.progress"
    verbose_name = "Progress"

    def ready(self):
        from rehab.patients.misfiled import add_kind
        from rehab.patients.timeline import add_source
        from rehab.progress.movable import REVIEW
        from rehab.progress.on_patient_page import timeline_entries

        add_source(timeline_entries)
        add_kind(REVIEW)
