"""Addresses of the section calendar."""

from django.urls import path

from wotu.desk.calendar import import_views, views

urlpatterns = [
    path("", views.home, name="home"),
    path("import/", import_views.take_in, name="take_in"),
    path("<int:year>/undo", import_views.undo, name="undo"),
]
