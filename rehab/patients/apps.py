from django.apps import AppConfig


class PatientsConfig(AppConfig):
    name = "rehab.patients"
    verbose_name = "Patients"

    def ready(self):
        from rehab.patients import entries
        from rehab.patients.timeline import add_source

        for source in (entries.details, entries.changes, entries.circumstances, entries.measurements, entries.episodes):
            add_source(source)
