"""Addresses of the measures: reading for every official, each step for whoever has its right."""

from django.urls import path

from wotu.desk.measures import deciding, editing, views

urlpatterns = [
    path("", views.home, name="home"),
    path("m/<str:measure>/", views.measure, name="measure"),
    path("editions/<int:number>/", views.edition, name="edition"),
    path("editions/<int:number>/reach/", views.reach, name="reach"),
    path("begin/", editing.begin, name="begin"),
    path("editions/<int:number>/edit/<path:part>", editing.edit, name="edit"),
    path("editions/<int:number>/check/<path:part>", editing.check, name="check"),
    path("editions/<int:number>/add/", editing.add, name="add"),
    path("editions/<int:number>/step/<str:step>/", editing.step, name="step"),
    path("editions/<int:number>/answer/", deciding.answer, name="answer"),
    path("editions/<int:number>/return/", deciding.send_back, name="return"),
    path("editions/<int:number>/approve/", deciding.approve, name="approve"),
    path("editions/<int:number>/publish/", deciding.publish, name="publish"),
    path("editions/<int:number>/withdraw/", deciding.withdraw, name="withdraw"),
]
