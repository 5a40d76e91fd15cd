"""The inbox's addresses."""

from django.urls import path

from wotu.portal.inbox import unsubscribing, views

urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("<int:message>/", views.follow, name="inbox_follow"),
    path("read", views.read, name="inbox_read"),
    path("unread", views.unread, name="inbox_unread"),
    path("preferences", views.preferences, name="preferences"),
    path("unsubscribe/<str:token>/", unsubscribing.unsubscribe, name="unsubscribe"),
]
