from django.urls import path

from rehab.progress import views

app_name = "progress"
urlpatterns = [path("programmes/<uuid:pk>/progress/", views.progress, name="progress")]
