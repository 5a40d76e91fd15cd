"""Filters an official uses again and again."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class SavedFilter(models.Model):
    """A filter (常用筛选) of one official in one section: its name, and the query that makes it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    zone = models.CharField(max_length=60)
    section = models.CharField(max_length=30)
    name = models.CharField(max_length=30)
    query = models.CharField(max_length=500)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "zone", "section", "name"], name="saved_filter_once",
                violation_error_message="您已经存过这个名称的筛选。You have a filter of this name.",
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(query=""), name="saved_filter_says_something",
                violation_error_message="请先选好条件，再起一个名称。Choose some conditions and give a name.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name
