"""Addresses of the chain, below /desk/<zone>/chain/. What belongs together has a list of its own."""

from django.urls import path

from wotu.desk.chain import claim_views, name_views, passage_views, product_views, sheet_views, views

urlpatterns = [
    path("", views.home, name="home"),
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
    path("claims/", claim_views.claims, name="claims"),
    path("claims/decide", claim_views.decide, name="decide_claims"),
    path("claims/decisions/<int:number>/undo", claim_views.undo, name="undo_decision"),
    path("claims/<int:number>/", claim_views.claim, name="claim"),
    path("claims/<int:number>/mend", passage_views.mend, name="mend_claim"),
    path("sheets/", sheet_views.sheets, name="sheets"),
    path("sheets/examples/<str:sort>.<str:ending>", sheet_views.example, name="sheet_example"),
    path("sheets/<int:number>/", sheet_views.sheet, name="sheet"),
    path("sheets/<int:number>/rows-to-mend.<str:ending>", sheet_views.bad_rows, name="bad_rows"),
    path("sheets/<int:number>/commit", sheet_views.commit, name="commit_sheet"),
    path("sheets/<int:number>/undo", sheet_views.undo, name="undo_sheet"),
    path("passages/", passage_views.passages, name="passages"),
    path("passages/<int:number>/", passage_views.passage, name="passage"),
    path("passages/<int:number>/propose", passage_views.propose, name="propose_claim"),
]
