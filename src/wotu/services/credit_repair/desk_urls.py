"""Addresses of credit repair at the desk, below /desk/<zone>/credit_repair/."""

from django.urls import path

from wotu.services.credit_repair import desk_case_views as cases
from wotu.services.credit_repair import desk_import_views as imports
from wotu.services.credit_repair import desk_views as views

urlpatterns = [
    path("", views.home, name="home"),
    path("entries.<str:ending>", views.export, name="export"),
    path("record", views.record, name="record"),
    path("entries/<int:number>/", views.entry, name="entry"),
    path("entries/<int:number>/mend", views.mend, name="mend"),
    path("entries/<int:number>/void", views.void, name="void"),
    path("entries/<int:number>/materials", views.materials, name="materials"),
    path("entries/<int:number>/file", views.file, name="file"),
    path("import/", imports.upload, name="upload"),
    path("import/example.<str:ending>", imports.example, name="example"),
    path("import/<int:number>/", imports.intake, name="intake"),
    path("import/<int:number>/commit", imports.commit, name="commit"),
    path("import/<int:number>/undo", imports.undo, name="undo_intake"),
    path("cases/<int:number>/", cases.repair, name="repair"),
    path("cases/<int:number>/accept", cases.accept, name="accept"),
    path("cases/<int:number>/correction", cases.correction, name="correction"),
    path("cases/<int:number>/not-accept", cases.not_accept, name="not_accept"),
    path("cases/<int:number>/decide", cases.decide, name="decide"),
    path("requests/<int:number>/answer", cases.answer, name="answer"),
    path("requests/<int:number>/take-back", cases.take_back, name="take_back"),
]
