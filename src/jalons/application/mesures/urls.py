app_name = "mesures"
urlpatterns = []
