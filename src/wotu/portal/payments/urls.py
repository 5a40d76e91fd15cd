"""Addresses of a firm's payments."""

from django.urls import path

from wotu.portal.payments import views

urlpatterns = [
    path("", views.payments, name="payments"),
    path("payee", views.payee, name="payments_payee"),
]
