"""Addresses of the chain, below /desk/<zone>/chain/. What belongs together has a list of its own."""

from django.urls import path

from wotu.desk.chain import views

urlpatterns = [
    path("", views.home, name="home"),
]
