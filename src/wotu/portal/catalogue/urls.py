"""The addresses of the catalogue."""

from django.urls import path

from wotu.portal.catalogue import feed_views, handled, quality_views, views

urlpatterns = [
    path("measures/", views.measures, name="measures"),
    path("measures.json", feed_views.measures_json, name="measures_json"),
    path("measures/<str:id_>.json", feed_views.measure_json, name="measure_json"),
    path("measures/<str:id_>/", views.measure_page, name="measure"),
    path("measures/<str:id_>/process.bpmn", handled.process_file, name="measure_process"),
    path("zones/<str:id_>/", views.zone_page, name="zone"),
    path("feeds/<str:what>.<str:form>", feed_views.feed, name="feed"),
    path("windows.ics", feed_views.calendar, name="windows_calendar"),
    path("quality/", quality_views.quality, name="quality"),
    path("quality.json", quality_views.quality_json, name="quality_json"),
]
