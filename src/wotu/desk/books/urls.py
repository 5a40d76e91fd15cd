"""Addresses of the books, below /desk/<zone>/books/."""

from django.urls import path

from wotu.desk.books import moving, round_views, views

urlpatterns = [
    path("", views.home, name="home"),
    path("budget", moving.open_budget, name="budget"),
    path("<int:id_>/", views.account, name="account"),
    path("<int:id_>/statement.<str:ending>", views.export, name="export"),
    path("<int:id_>/round", round_views.plan, name="plan"),
    path("<int:id_>/<slug:move>", moving.move, name="move"),
    path("rounds/<int:id_>/", round_views.round_, name="round"),
    path("rounds/<int:id_>/draw", round_views.draw, name="draw"),
]
