"""Addresses of the chain, below /desk/<zone>/chain/. What belongs together has a list of its own."""

from django.urls import path

from wotu.desk.chain import (
    claim_views,
    cluster_views,
    gap_views,
    lead_views,
    leader_views,
    map_views,
    name_views,
    passage_views,
    plan_views,
    product_views,
    ratio_views,
    record_views,
    risk_views,
    sheet_views,
    site_views,
    views,
)

MAP = [
    path("chains/<slug:slug>/", map_views.chain, name="chain"),
    path("chains/<slug:slug>/links.<str:ending>", map_views.export, name="export"),
    path("products/<str:product>/", record_views.product, name="product"),
    path("firms/<path:key>/", record_views.firm, name="firm"),
    path("sites/add", site_views.add, name="add_site"),
    path("sites/<int:number>/close", site_views.close, name="close_site"),
    path("sites/<int:number>/reopen", site_views.reopen, name="reopen_site"),
]
GAPS = [
    path("gaps/", gap_views.gaps, name="gaps"),
    path("gaps.<str:ending>", gap_views.gaps_export, name="gaps_export"),
    path("gaps/<str:product>/", gap_views.gap, name="gap"),
    path("gaps/<str:product>/leads", gap_views.gap_leads, name="gap_leads"),
    path("gaps/<str:product>/take-up", gap_views.take_up, name="take_up"),
]
LEADS = [
    path("leads/", lead_views.board, name="leads"),
    path("leads.<str:ending>", lead_views.leads_export, name="leads_export"),
    path("leads/<int:number>/", lead_views.lead, name="lead"),
    path("leads/<int:number>/<slug:act>", lead_views.lead_act, name="lead_act"),
    path("signed/", lead_views.signed, name="signed"),
    path("signed.<str:ending>", lead_views.signed_export, name="signed_export"),
]
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
    path("clusters/<slug:kind>/<path:key>/record", cluster_views.record, name="cluster_record"),
    path("clusters/<slug:kind>/<path:key>/cluster.<str:ending>", cluster_views.export, name="cluster_export"),
    path("clusters/<slug:kind>/<path:key>/", cluster_views.one, name="cluster"),
]
NAMES = [
    path("names/", name_views.names, name="names"),
    path("names/rule", name_views.rule, name="rule"),
    path("names/products/", product_views.products, name="products"),
    path("names/choices", product_views.choices, name="choices"),
    path("names/rulings/", name_views.rulings, name="rulings"),
    path("names/rulings/<int:number>/undo", name_views.undo, name="undo_ruling"),
    path("names/<int:number>/", name_views.name, name="name"),
    path("names/<int:number>/rule", name_views.rule_on_name, name="rule_on_name"),
    path("products/<str:slug>/names/", product_views.product_names, name="product_names"),
    path("products/<str:slug>/names/split", product_views.split, name="split"),
    path("products/<str:slug>/names/merge", product_views.merge, name="merge"),
]
CLAIMS = [
    path("claims/", claim_views.claims, name="claims"),
    path("claims/decide", claim_views.decide, name="decide_claims"),
    path("claims/decisions/<int:number>/undo", claim_views.undo, name="undo_decision"),
    path("claims/<int:number>/", claim_views.claim, name="claim"),
    path("claims/<int:number>/seller", claim_views.seller, name="say_seller"),
    path("claims/<int:number>/mend", passage_views.mend, name="mend_claim"),
]
SHEETS = [
    path("sheets/", sheet_views.sheets, name="sheets"),
    path("sheets/examples/<str:sort>.<str:ending>", sheet_views.example, name="sheet_example"),
    path("sheets/<int:number>/", sheet_views.sheet, name="sheet"),
    path("sheets/<int:number>/rows-to-mend.<str:ending>", sheet_views.bad_rows, name="bad_rows"),
    path("sheets/<int:number>/commit", sheet_views.commit, name="commit_sheet"),
    path("sheets/<int:number>/undo", sheet_views.undo, name="undo_sheet"),
]
PASSAGES = [
    path("passages/", passage_views.passages, name="passages"),
    path("passages/<int:number>/", passage_views.passage, name="passage"),
    path("passages/<int:number>/propose", passage_views.propose, name="propose_claim"),
]

urlpatterns = [
    path("", views.home, name="home"),
    *MAP,
    *GAPS,
    *LEADS,
    *LEADERS,
    *RATIO,
    *RISK,
    *CLUSTERS,
    *NAMES,
    *CLAIMS,
    *SHEETS,
    *PASSAGES,
]
