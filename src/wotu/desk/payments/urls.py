"""Addresses of payments, below /desk/<zone>/payments/."""

from django.urls import path

from wotu.desk.payments import batch_views, debt_views, receipt_views, views

urlpatterns = [
    path("", views.home, name="home"),
    path("ask", views.ask, name="ask"),
    path("make", batch_views.make, name="make"),
    path("batches/<int:id_>/", batch_views.batch, name="batch"),
    path("batches/<int:id_>/check", batch_views.check, name="check"),
    path("batches/<int:id_>/back", batch_views.back, name="back"),
    path("batches/<int:id_>/recall", batch_views.recall, name="recall"),
    path("batches/<int:id_>/file", batch_views.bank_file, name="file"),
    path("receipts/", receipt_views.upload, name="receipts"),
    path("receipts/<int:id_>/", receipt_views.receipts, name="receipt_file"),
    path("receipts/<int:id_>/import", receipt_views.take_in, name="import"),
    path("instalments/<int:id_>/again", views.again, name="again"),
    path("instalments/<int:id_>/cancel", views.cancel, name="cancel"),
    path("debts/", debt_views.debts, name="debts"),
    path("debts/<int:id_>/waive", debt_views.waive, name="waive_debt"),
    path("debts/<int:id_>/<slug:step>", debt_views.step, name="debt_step"),
    path("reconcile/", views.reconciled, name="reconcile"),
    path("reconcile.<str:ending>", views.export, name="export"),
]
