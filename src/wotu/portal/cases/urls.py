"""Addresses of cases, below /firms/<slug>/cases/ and, for a talent, /talents/<slug>/cases/."""

from django.urls import path

from wotu.portal.cases import filing_views, views

urlpatterns = [
    path("", views.home, name="home"),
    path("cases.<str:ending>", views.download, name="download"),
    path("file/<str:measure>/<slug:subject>/", filing_views.filing, name="file"),
    path("file/<str:measure>/<slug:subject>/answer", filing_views.answer, name="answer"),
    path("<int:number>/", views.case, name="case"),
    path("<int:number>/letters/<str:code>.pdf", views.letter, name="letter"),
    path("<int:number>/files/<int:file>/", views.file, name="handed_in"),
    path("<int:number>/files/<int:file>/take-back", views.take_back, name="take_back"),
    path("<int:number>/<slug:step>", views.step, name="step"),
]
