"""Addresses of the facts section: /desk/<zone>/facts/…"""

from django.urls import path

from wotu.desk.facts import conflict_views, dispute_views, import_views, views

urlpatterns = [
    path("", views.home, name="home"),
    path("export.<str:ending>", views.export, name="export"),
    path("import/", import_views.upload, name="upload"),
    path("import/<int:id_>/", import_views.batch, name="batch"),
    path("import/<int:id_>/columns", import_views.columns, name="columns"),
    path("import/<int:id_>/preview", import_views.preview, name="preview"),
    path("import/<int:id_>/commit", import_views.commit, name="commit"),
    path("import/<int:id_>/undo", import_views.undo, name="undo"),
    path("import/<int:id_>/problems.<str:ending>", import_views.problems, name="problems"),
    path("conflicts/", conflict_views.conflicts, name="conflicts"),
    path("conflicts/settle", conflict_views.settle, name="settle"),
    path("disputes/", dispute_views.disputes, name="disputes"),
    path("disputes/<int:id_>/answer", dispute_views.answer, name="answer"),
]
