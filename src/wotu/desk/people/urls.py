"""Addresses of the section people."""

from django.urls import path

from wotu.desk.people import changes, views

urlpatterns = [
    path("", views.home, name="home"),
    path("members/", views.members, name="members"),
    path("trail/", views.trail, name="trail"),
    path("appoint", changes.appoint_official, name="appoint"),
    path("departments", changes.add_department, name="add_department"),
    path("<int:id_>/end", changes.end_office, name="end"),
    path("<int:id_>/delegate", changes.delegate_office, name="delegate"),
]
