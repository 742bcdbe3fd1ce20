from django.apps import AppConfig


class HandoutsConfig(AppConfig):
    name = "rehab.handouts"
    verbose_name = "Handouts"

    def ready(self):
        from rehab.handouts.on_patient_page import episode_panel, programme_panel, timeline_entries
        from rehab.handouts.pdf import renderer
        from rehab.patients.timeline import add_episode_panel, add_source
        from rehab.programmes.panels import add_programme_panel
        from rehab.programmes.paper import makes_pdf

        add_source(timeline_entries)
        add_episode_panel(episode_panel)
        add_programme_panel(programme_panel)
        makes_pdf(lambda html: renderer.render(html))
