"""Addresses."""

from django.http import HttpResponse
from django.urls import path

urlpatterns = [path("", lambda request, slug: HttpResponse(""), name="home")]
