"""The desk's addresses: /desk/<zone>/<section>/…"""

from django.urls import include, path

from wotu.desk import views
from wotu.desk.sections import SECTIONS

app_name = "desk"

urlpatterns = [
    path("", views.home, name="home"),
    *(path(f"<str:zone>/{section.id}/", include((section.addresses, section.id))) for section in SECTIONS),
]
