"""Addresses of the station's desk, below /desk/<zone>/stay/."""

from django.urls import path

from wotu.services.stay import board_views, desk_views, listing_views, upkeep_views

urlpatterns = [
    path("", desk_views.home, name="home"),
    path("code", desk_views.scan, name="scan"),
    path("board/", board_views.board, name="board"),
    path("board/move", board_views.move, name="board_move"),
    path("stays/", listing_views.stays, name="stays"),
    path("stays.csv", listing_views.export, name="export"),
    path("stays/<int:id_>/", desk_views.stay, name="stay"),
    path("stays/<int:id_>/<slug:step>", desk_views.step, name="step"),
    path("items/<int:id_>", desk_views.item, name="item"),
    path("waiting/", listing_views.waiting, name="waiting"),
    path("upkeep/", upkeep_views.home, name="upkeep"),
    path("upkeep/<int:id_>/end", upkeep_views.end, name="upkeep_end"),
    path("figures/", listing_views.figures, name="figures"),
]
