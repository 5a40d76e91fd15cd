"""Every address of the site."""

from django.conf.urls.i18n import urlpatterns as language_urls
from django.urls import include, path

from wotu.site.health import healthz

handler404 = "wotu.portal.views.not_found"
handler500 = "wotu.portal.views.broken"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("language/", include(language_urls)),
    path("", include("wotu.portal.urls")),
]
