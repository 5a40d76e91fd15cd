"""The address of a firm's standing entitlements."""

from django.urls import path

from wotu.portal.entitlements import views

urlpatterns = [path("", views.entitlements, name="entitlements")]
