"""Addresses of one's own pages."""

from django.urls import path

from wotu.portal.mine import joining, views

urlpatterns = [
    path("mine", views.mine, name="mine"),
    path("mine/sessions/end-all", views.end_all_sessions, name="end_all_sessions"),
    path("mine/sessions/<int:id_>/end", views.end_session, name="end_session"),
    path("join/<str:token>", joining.join, name="join"),
    path("demonstration/sign-in", views.demo_sign_in, name="demo_sign_in"),
]
