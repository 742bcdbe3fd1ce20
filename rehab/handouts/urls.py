app_name = "handouts"
urlpatterns = []
