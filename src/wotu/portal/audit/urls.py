"""Addresses of the published digests."""

from django.urls import path

from wotu.portal.audit import views

urlpatterns = [
    path("", views.home, name="audit"),
    path("digests.json", views.digests_json, name="audit_digests"),
    path("digests.atom", views.digests_atom, name="audit_feed"),
]
