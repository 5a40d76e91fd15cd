"""Addresses of needs, below /desk/<zone>/needs/."""

from django.urls import path

from wotu.desk.needs import counts_views, views

urlpatterns = [
    path("", views.home, name="home"),
    path("unserved/", counts_views.unserved, name="unserved"),
    path("unserved.xlsx", counts_views.download, name="download"),
    path("<int:number>/", views.need, name="need"),
    path("<int:number>/<slug:step>", views.step, name="step"),
]
