"""Addresses of the chain, below /desk/<zone>/chain/. What belongs together has a list of its own."""

from django.urls import path

from wotu.desk.chain import gap_views, lead_views, views

urlpatterns = [
    path("", views.home, name="home"),
    path("gaps/", gap_views.gaps, name="gaps"),
    path("gaps.<str:ending>", gap_views.gaps_export, name="gaps_export"),
    path("gaps/<str:product>/", gap_views.gap, name="gap"),
    path("gaps/<str:product>/leads", gap_views.gap_leads, name="gap_leads"),
    path("gaps/<str:product>/take-up", gap_views.take_up, name="take_up"),
    path("leads/", lead_views.board, name="leads"),
    path("leads.<str:ending>", lead_views.leads_export, name="leads_export"),
    path("leads/<int:number>/", lead_views.lead, name="lead"),
    path("leads/<int:number>/<slug:act>", lead_views.lead_act, name="lead_act"),
    path("signed/", lead_views.signed, name="signed"),
    path("signed.<str:ending>", lead_views.signed_export, name="signed_export"),
]
