"""Addresses of a firm's credit repair, below /firms/<slug>/services/credit_repair/."""

from django.urls import path

from wotu.services.credit_repair import portal_views as views

urlpatterns = [
    path("", views.home, name="home"),
    path("state", views.state, name="state"),
    path("entries/<int:number>/materials", views.materials, name="materials"),
    path("materials/<int:number>/take-back", views.take_back, name="take_back"),
    path("promise", views.promise, name="promise"),
    path("consent", views.consent, name="consent"),
    path("consents/<int:number>/revoke", views.revoke, name="revoke"),
    path("apply", views.apply, name="apply"),
    path("cases/<int:number>/", views.repair, name="repair"),
    path("cases/<int:number>/withdraw", views.withdraw, name="withdraw"),
]
