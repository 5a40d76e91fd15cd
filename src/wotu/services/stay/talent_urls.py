"""Addresses of a talent's stay, below /talents/<slug>/services/stay/."""

from django.urls import path

from wotu.services.stay import talent_views as views

urlpatterns = [
    path("", views.home, name="home"),
    path("apply", views.apply, name="apply"),
    path("<int:id_>/<slug:step>", views.step, name="step"),
]
