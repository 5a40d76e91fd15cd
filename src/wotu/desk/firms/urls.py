"""Addresses of the firms section."""

from django.urls import path

from wotu.desk.firms import bulk_views, record_views, views

urlpatterns = [
    path("", views.home, name="home"),
    path("export.xlsx", views.export, name="export"),
    path("refresh", bulk_views.refresh, name="refresh"),
    path("tag", bulk_views.tag, name="tag"),
    path("untag", bulk_views.untag, name="untag"),
    path("undo/<int:key>", bulk_views.undo, name="undo"),
    path("filters/keep", bulk_views.keep_filter, name="keep_filter"),
    path("filters/<int:key>/forget", bulk_views.forget, name="forget_filter"),
    path("<slug:slug>/", record_views.record, name="record"),
]
