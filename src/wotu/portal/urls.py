"""The portal's addresses."""

from django.urls import path

from wotu.portal import views

app_name = "portal"

urlpatterns = [
    path("", views.home, name="home"),
    path("look", views.look, name="look"),
    path("appearance", views.appearance, name="appearance"),
]
