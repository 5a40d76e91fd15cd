"""Tags (标签) that officials put on firms, and every change of them, so that it can be taken back."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from wotu.parties.models import Party

LONGEST_NAME = 30


class Tag(models.Model):
    """A word the officials of a zone sort firms by. It decides nothing."""

    zone = models.CharField(max_length=60)
    name = models.CharField(max_length=LONGEST_NAME)

    class Meta:
        ordering = ["zone", "name"]
        constraints = [
            models.UniqueConstraint(
                "zone", Lower("name"), name="tag_once",
                violation_error_message="本园区已有这个标签。The zone has this tag already.",
            ),
            models.CheckConstraint(
                condition=~Q(name=""), name="tag_named",
                violation_error_message="请填写标签名称。A tag needs a name.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class TagChange(models.Model):
    """One action: a tag put on, or taken off, some firms. `parties` are the ids it really changed."""

    zone = models.CharField(max_length=60)
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="changes")
    added = models.BooleanField()
    parties = models.JSONField()
    at = models.DateTimeField()
    by = models.CharField(max_length=100)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["zone", "by", "at"], name="tag_change_of_official")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(by=""), name="tag_change_says_who",
                violation_error_message="请写明是谁做的。A change says who made it.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by}: {'+' if self.added else '-'}{self.tag}"

    @property
    def number(self) -> int:
        """How many firms it changed."""
        return len(self.parties)


class Tagging(models.Model):
    """A firm that has a tag, since the change that put it there."""

    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="taggings")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="taggings")
    change = models.ForeignKey(TagChange, on_delete=models.PROTECT, related_name="taggings")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tag", "party"], name="tagging_once",
                violation_error_message="这家企业已有这个标签。The firm has this tag already.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.party} · {self.tag}"
