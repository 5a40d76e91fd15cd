"""Addresses of a firm's needs, below /firms/<slug>/needs/."""

from django.urls import path

from wotu.portal.needs import views

urlpatterns = [
    path("", views.home, name="home"),
    path("suggest", views.suggestions, name="suggest"),
    path("write", views.write, name="write"),
    path("<int:number>/", views.need, name="need"),
    path("<int:number>/<slug:step>", views.step, name="step"),
]
