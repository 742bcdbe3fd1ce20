from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "rehab.programmes"
    verbose_name = "Programmes"

    def ready(self):
        from rehab.assessments.hooks import after_signing, before_striking
        from rehab.patients.care import gives_review_dates
        from rehab.patients.hooks import after_circumstances, after_discharge, before_merge, watches
        from rehab.patients.misfiled import add_kind
        from rehab.patients.timeline import add_episode_panel, add_source
        from rehab.programmes.actions.following import (
            follow_assessment,
            follow_circumstances,
            follow_discharge,
            refuse_two_running,
        )
        from rehab.programmes.effects import watch_programmes
        from rehab.programmes.movable import SESSION, refuse_while_it_is_the_basis
        from rehab.programmes.on_patient_page import episode_panel, review_dates, timeline_entries
        from rehab.programmes.other_settings import running_by_version
        from rehab.thresholds.hooks import count_running

        after_circumstances(follow_circumstances)
        after_discharge(follow_discharge)
        after_signing(follow_assessment)
        before_striking(refuse_while_it_is_the_basis)
        before_merge(refuse_two_running)
        watches(watch_programmes)
        add_kind(SESSION)
        add_source(timeline_entries)
        add_episode_panel(episode_panel)
        gives_review_dates(review_dates)
        count_running(running_by_version)
