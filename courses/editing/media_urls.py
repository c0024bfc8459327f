from django.urls import path

from courses.editing import files

urlpatterns = [path("<path:path>", files.public_media, name="public_media")]
