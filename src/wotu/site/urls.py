"""Every address of the site."""

from django.conf.urls.i18n import urlpatterns as language_urls
from django.urls import include, path

from wotu.site.health import healthz, readyz
from wotu.site.watching.metrics import metrics

handler400 = "wotu.look.views.unreadable"
handler403 = "wotu.look.views.refused"
handler404 = "wotu.look.views.not_found"
handler500 = "wotu.look.views.broken"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("language/", include(language_urls)),
    path("account/", include("allauth.urls")),
    path("desk/", include("wotu.desk.urls")),
    path("", include("wotu.api.urls")),
    path("", include("wotu.look.urls")),
    path("", include("wotu.portal.urls")),
]
