"""Addresses of a firm's members: /firms/<slug>/members/…"""

from django.urls import path

from wotu.portal.members import views

urlpatterns = [
    path("", views.members, name="members"),
    path("invite", views.invite, name="invite"),
    path("invitations/<int:id_>/revoke", views.revoke, name="revoke_invitation"),
    path("<int:id_>/role", views.role, name="member_role"),
    path("<int:id_>/end", views.end, name="member_end"),
]
