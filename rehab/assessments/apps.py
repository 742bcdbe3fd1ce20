from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "rehab.assessments"
    verbose_name = "Assessments"

    def ready(self):
        from rehab.assessments.movable import ASSESSMENT
        from rehab.assessments.on_patient_page import episode_panel, timeline_entries
        from rehab.patients.misfiled import add_kind
        from rehab.patients.timeline import add_episode_panel, add_source

        add_source(timeline_entries)
        add_kind(ASSESSMENT)
        add_episode_panel(episode_panel)
