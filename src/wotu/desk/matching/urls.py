"""Addresses of the section on matching."""

from django.urls import path

from wotu.desk.matching import views

urlpatterns = [
    path("", views.home, name="home"),
    path("again", views.again, name="again"),
    path("prove", views.prove, name="prove"),
    path("proofs/<int:number>/mend", views.mend, name="mend"),
    path("progress", views.progress, name="progress"),
]
