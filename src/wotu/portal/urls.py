"""The portal's addresses."""

from django.urls import include, path

from wotu.portal import firm_views, views
from wotu.portal.facts.views import evidence
from wotu.portal.needs import visitor as needs_visitor
from wotu.services.table import KINDS

app_name = "portal"

urlpatterns = [
    path("", views.home, name="home"),
    path("", include("wotu.portal.catalogue.urls")),
    path("zones/<str:id_>/needs/", needs_visitor.zone_needs, name="zone_needs"),
    path("", include("wotu.portal.mine.urls")),
    path("", include("wotu.portal.notices.urls")),
    path("talents/<slug:slug>/", include("wotu.portal.talents.urls")),
    path("talents/<slug:slug>/cases/", include(("wotu.portal.cases.urls", "own_cases"))),
    path("audit/", include("wotu.portal.audit.urls")),
    path("inbox/", include("wotu.portal.inbox.urls")),
    path("firms/<slug:slug>/members/", include("wotu.portal.members.urls")),
    path("firms/<slug:slug>/entitlements/", include("wotu.portal.entitlements.urls")),
    path("firms/<slug:slug>/payments/", include("wotu.portal.payments.urls")),
    path("firms/<slug:slug>/", firm_views.firm, name="firm"),
    path("firms/<slug:slug>/answer", firm_views.answer, name="answer"),
    path("firms/<slug:slug>/undo", firm_views.undo, name="undo"),
    path("firms/<slug:slug>/why/<str:measure>/<slug:subject>/", firm_views.why, name="why"),
    path("firms/<slug:slug>/facts/", include(("wotu.portal.facts.urls", "facts"))),
    path("evidence/<int:id_>/", evidence, name="evidence"),
    path("firms/<slug:slug>/checkup.<str:ending>", firm_views.download, name="download"),
    path("firms/<slug:slug>/cases/", include(("wotu.portal.cases.urls", "cases"))),
    path("firms/<slug:slug>/chain/", include(("wotu.portal.chain.urls", "chain"))),
    path("firms/<slug:slug>/needs/", include(("wotu.portal.needs.urls", "needs"))),
    *(
        path(f"firms/<slug:slug>/services/{kind.id}/", include((kind.portal_urls, kind.id)))
        for kind in KINDS
        if kind.portal_urls
    ),
    *(
        path(f"talents/<slug:slug>/services/{kind.id}/", include((kind.talent_urls, f"{kind.id}_talent")))
        for kind in KINDS
        if kind.talent_urls
    ),
]
