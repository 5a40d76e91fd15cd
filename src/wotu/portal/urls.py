"""The portal's addresses."""

from django.urls import include, path

from wotu.portal import catalogue_views, firm_views, views
from wotu.portal.needs import visitor as needs_visitor

app_name = "portal"

urlpatterns = [
    path("", views.home, name="home"),
    path("zones/<str:id_>/", catalogue_views.zone_page, name="zone"),
    path("zones/<str:id_>/needs/", needs_visitor.zone_needs, name="zone_needs"),
    path("measures/<str:id_>/", catalogue_views.measure_page, name="measure"),
    path("", include("wotu.portal.mine.urls")),
    path("firms/<slug:slug>/members/", include("wotu.portal.members.urls")),
    path("firms/<slug:slug>/", firm_views.firm, name="firm"),
    path("firms/<slug:slug>/answer", firm_views.answer, name="answer"),
    path("firms/<slug:slug>/undo", firm_views.undo, name="undo"),
    path("firms/<slug:slug>/why/<str:measure>/<slug:subject>/", firm_views.why, name="why"),
    path("firms/<slug:slug>/checkup.<str:ending>", firm_views.download, name="download"),
    path("firms/<slug:slug>/needs/", include(("wotu.portal.needs.urls", "needs"))),
]
