"""Addresses of the search."""

from django.urls import path

from wotu.desk.search import views

urlpatterns = [path("", views.home, name="home")]
