from django.apps import AppConfig


class HandoutsConfig(AppConfig):
    name = "rehab.handouts"
    verbose_name = "Handouts"

    def ready(self):
        from rehab.handouts.on_patient_page import timeline_entries
        from rehab.handouts.pdf import renderer
        from rehab.patients.timeline import add_source
        from rehab.programmes.paper import makes_pdf

        add_source(timeline_entries)
        makes_pdf(lambda html: renderer.render(html))
