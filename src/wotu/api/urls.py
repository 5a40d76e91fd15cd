"""Addresses of the API, its reference, and the page of tokens."""

from django.urls import path

from wotu.api import views
from wotu.api.site import api

urlpatterns = [
    path("api/", views.reference, name="api_reference"),
    path("api/tokens/", views.tokens, name="api_tokens"),
    path("api/tokens/<int:number>/revoke", views.revoke, name="api_token_revoke"),
    path("api/v1/", api.urls),
]
