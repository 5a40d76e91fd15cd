"""Addresses of a firm's stays, below /firms/<slug>/services/stay/."""

from django.urls import path

from wotu.services.stay import portal_views as views

urlpatterns = [
    path("", views.home, name="home"),
    path("<int:id_>/<slug:step>", views.step, name="step"),
    path("for/<slug:person>/", views.person, name="person"),
    path("for/<slug:person>/apply", views.apply, name="apply"),
]
