"""Addresses of a talent's own page."""

from django.urls import path

from wotu.portal.talents import views

urlpatterns = [
    path("", views.talent, name="talent"),
    path("answer", views.answer, name="talent_answer"),
]
