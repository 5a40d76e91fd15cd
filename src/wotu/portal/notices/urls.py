"""Addresses of public notices and of checking a letter."""

from django.urls import path

from wotu.portal.notices import verify_views, views

urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("zones/<str:id_>/notices/", views.zone_notices, name="zone_notices"),
    path("notices/<int:id_>/", views.notice, name="notice"),
    path("notices/<int:id_>/object", views.object_, name="object"),
    path("notices/<int:id_>/received/", views.received, name="objection_received"),
    path("verify/", verify_views.verify, name="verify"),
    path("verify/<str:code>", verify_views.verify_code, name="verify_code"),
]
