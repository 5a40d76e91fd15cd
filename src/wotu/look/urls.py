"""Addresses of the style page and of the choice of appearance."""

from django.urls import path

from wotu.look import views

app_name = "look"

urlpatterns = [
    path("look", views.style, name="style"),
    path("appearance", views.appearance, name="appearance"),
]
