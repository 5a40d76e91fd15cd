"""Addresses of today's page."""

from django.urls import path

from wotu.desk.today import views

urlpatterns = [path("", views.home, name="home")]
