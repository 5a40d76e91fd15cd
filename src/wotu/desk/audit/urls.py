"""Addresses of the section audit."""

from django.urls import path

from wotu.desk.audit import views

urlpatterns = [
    path("", views.home, name="home"),
    path("export.<str:ending>", views.export, name="export"),
]
