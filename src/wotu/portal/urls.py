"""The portal's addresses."""

from django.urls import include, path

from wotu.portal import firm_views, views

app_name = "portal"

urlpatterns = [
    path("", views.home, name="home"),
    path("", include("wotu.portal.catalogue.urls")),
    path("firms/<slug:slug>/", firm_views.firm, name="firm"),
    path("firms/<slug:slug>/answer", firm_views.answer, name="answer"),
    path("firms/<slug:slug>/undo", firm_views.undo, name="undo"),
    path("firms/<slug:slug>/why/<str:measure>/<slug:subject>/", firm_views.why, name="why"),
    path("firms/<slug:slug>/checkup.<str:ending>", firm_views.download, name="download"),
]
