"""What is said about a case, and the files handed in with it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from wotu.cases.models.case import Case
from wotu.facts.models import Evidence

SIDES = [("firm", "企业 Firm"), ("desk", "园区 Zone")]


class Comment(models.Model):
    """Something said about a case. An internal note (内部备注) is the desk's own."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="comments")
    at = models.DateTimeField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=4, choices=SIDES)
    is_internal = models.BooleanField(default=False)
    text = models.TextField(max_length=2000)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""), name="comment_says_something",
                violation_error_message="请写下内容。Write something.",
            ),
            models.CheckConstraint(
                condition=Q(is_internal=False) | Q(side="desk"), name="comment_internal_is_the_desks",
                violation_error_message="内部备注只能由园区写。Only the desk writes internal notes.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.text[:40]


class Attachment(models.Model):
    """A file handed in with a case, once; what it is for in a word or two. Taken back, it stays on record."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="attachments")
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=200)
    side = models.CharField(max_length=4, choices=SIDES)
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "evidence"], condition=Q(removed_at=None), name="attachment_once",
                violation_error_message="这份文件已经在办件里。This file is with the case already.",
            ),
            models.CheckConstraint(
                condition=~Q(label=""), name="attachment_labelled",
                violation_error_message="请写明文件是什么。Say what the file is.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.label
