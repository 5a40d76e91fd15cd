"""Addresses of what a firm states of its products and purchases, below /firms/<slug>/chain/."""

from django.urls import path

from wotu.portal.chain import views

urlpatterns = [
    path("", views.home, name="home"),
    path("state", views.state, name="state"),
    path("<int:number>/correct", views.correct, name="correct"),
    path("<int:number>/withdraw", views.withdraw, name="withdraw"),
    path("<int:number>/undo", views.undo, name="undo"),
]
