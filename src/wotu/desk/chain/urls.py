"""Addresses of the chain, below /desk/<zone>/chain/. What belongs together has a list of its own."""

from django.urls import path

from wotu.desk.chain import cluster_views, leader_views, plan_views, ratio_views, risk_views, views

LEADERS = [
    path("leaders/", leader_views.leaders, name="leaders"),
    path("leaders.<str:ending>", leader_views.export, name="leaders_export"),
    path("leaders/decide", leader_views.decide, name="leader_decide"),
    path("leaders/<int:number>/", plan_views.leader, name="leader"),
    path("leaders/<int:number>/<slug:act>", plan_views.act, name="leader_act"),
    path("leaders/<int:number>/steps/<int:step>/<slug:act>", plan_views.step, name="plan_step"),
]
RATIO = [
    path("ratio/", ratio_views.ratio, name="ratio"),
    path("ratio/claims/", ratio_views.claims, name="ratio_claims"),
    path("ratio/place", ratio_views.place, name="ratio_place"),
    path("ratio/<slug:what>.<str:ending>", ratio_views.export, name="ratio_export"),
]
RISK = [
    path("risk/", risk_views.risk, name="risk"),
    path("risk.<str:ending>", risk_views.export, name="risk_export"),
    path("risk/stop/", risk_views.stop, name="stop"),
    path("risk/stop.<str:ending>", risk_views.stop_export, name="stop_export"),
]
CLUSTERS = [
    path("clusters/", cluster_views.clusters, name="clusters"),
    path("clusters/<slug:kind>/<str:key>/", cluster_views.one, name="cluster"),
    path("clusters/<slug:kind>/<str:key>/record", cluster_views.record, name="cluster_record"),
    path("clusters/<slug:kind>/<str:key>/cluster.<str:ending>", cluster_views.export, name="cluster_export"),
]

urlpatterns = [
    path("", views.home, name="home"),
    *LEADERS,
    *RATIO,
    *RISK,
    *CLUSTERS,
]
