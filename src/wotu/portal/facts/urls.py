"""Addresses of a firm's facts: /firms/<slug>/facts/…"""

from django.urls import path

from wotu.portal.facts import dispute_views, views

urlpatterns = [
    path("", views.home, name="home"),
    path("state", views.state, name="state"),
    path("<int:id_>/withdraw", views.withdraw, name="withdraw"),
    path("<int:id_>/dispute", dispute_views.dispute, name="dispute"),
    path("disputes/<int:id_>/take-back", dispute_views.take_back, name="take_back"),
]
