"""Addresses of cases, below /desk/<zone>/cases/."""

from django.urls import path

from wotu.desk.cases import board_views, bulk_views, handled_views, queue_views, views

urlpatterns = [
    path("", queue_views.home, name="home"),
    path("accept", queue_views.accept_chosen, name="accept_chosen"),
    path("board/", board_views.board, name="board"),
    path("bulk/", bulk_views.measures, name="bulk"),
    path("bulk/<str:measure>/", bulk_views.measure, name="bulk_measure"),
    path("bulk/<str:measure>/run", bulk_views.run, name="bulk_run"),
    path("file/", handled_views.choose, name="handle"),
    path("file/<slug:slug>/<str:measure>/", handled_views.file_for, name="handle_file"),
    path("<int:number>/", views.case, name="case"),
    path("<int:number>/letters/<str:code>.pdf", views.letter, name="letter"),
    path("<int:number>/<slug:act>", views.act, name="act"),
]
