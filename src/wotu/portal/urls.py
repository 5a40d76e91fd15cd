"""The portal's addresses."""

from django.urls import include, path

from wotu.portal import catalogue_views, firm_views, views

app_name = "portal"

urlpatterns = [
    path("", views.home, name="home"),
    path("zones/<str:id_>/", catalogue_views.zone_page, name="zone"),
    path("measures/<str:id_>/", catalogue_views.measure_page, name="measure"),
    path("inbox/", include("wotu.portal.inbox.urls")),
    path("firms/<slug:slug>/entitlements/", include("wotu.portal.entitlements.urls")),
    path("firms/<slug:slug>/", firm_views.firm, name="firm"),
    path("firms/<slug:slug>/answer", firm_views.answer, name="answer"),
    path("firms/<slug:slug>/undo", firm_views.undo, name="undo"),
    path("firms/<slug:slug>/why/<str:measure>/<slug:subject>/", firm_views.why, name="why"),
    path("firms/<slug:slug>/checkup.<str:ending>", firm_views.download, name="download"),
]
