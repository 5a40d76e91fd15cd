"""Addresses of the chain, below /desk/<zone>/chain/. What belongs together has a list of its own."""

from django.urls import path

from wotu.desk.chain import map_views, record_views, views

urlpatterns = [
    path("", views.home, name="home"),
    path("chains/<slug:slug>/", map_views.chain, name="chain"),
    path("chains/<slug:slug>/links.<str:ending>", map_views.export, name="export"),
    path("products/<str:product>/", record_views.product, name="product"),
    path("firms/<str:key>/", record_views.firm, name="firm"),
]
