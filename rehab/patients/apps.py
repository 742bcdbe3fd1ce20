from django.apps import AppConfig


class PatientsConfig(AppConfig):
    name = "rehab.patients"
    verbose_name = "Patients"

    def ready(self):
        from clinic.people.hooks import add_work
        from rehab.patients import entries
        from rehab.patients.handover import EPISODES
        from rehab.patients.misfiled import add_kind
        from rehab.patients.movable import CIRCUMSTANCES, MEASUREMENT
        from rehab.patients.timeline import add_source

        for source in entries.ALL:
            add_source(source)
        for kind in (CIRCUMSTANCES, MEASUREMENT):
            add_kind(kind)
        add_work(EPISODES)
