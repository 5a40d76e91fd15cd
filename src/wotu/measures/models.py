"""Editions of a zone's pack, and the answers of the legal review."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from wotu.measures.lifecycle import DATED, OPEN, STATES

ORIGINS = [("folder", "文件夹 Folder"), ("desk", "工作台 Desk")]
ANSWERS = [
    ("accepted", "可以接受 Accepted"),
    ("must_change", "必须修改 Must change"),
    ("not_applicable", "不适用 Not applicable"),
]


class EditionQuerySet(models.QuerySet["Edition"]):
    """Questions about editions."""

    def of(self, zone: str) -> Self:
        """Keep a zone's editions made on the desk."""
        return self.filter(zone=zone, origin="desk")

    def open(self) -> Self:
        """Keep those somebody still works on."""
        return self.filter(state__in=OPEN)

    def dated(self) -> Self:
        """Keep those that were published, with dates; in the order they follow each other."""
        return self.filter(origin="desk", state__in=DATED).order_by(
            "zone", "valid_from", "published_at", "id"
        )


class Edition(models.Model):
    """A state of a zone's pack of measures.

    `origin` is "folder" for a recorded state of the pack's folder, all files of it, with the commit where the
    folder is a git checkout; "desk" for one made by officials: `files` then holds the files that differ
    from the folder (an empty text takes a file away) and is laid over it. `previous` is the edition it
    was made from; `changes` what it changes in words, by measure, since it was submitted. In force from
    `valid_from` until the day before `valid_until`.
    """

    zone = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    origin = models.CharField(max_length=6, choices=ORIGINS)
    state = models.CharField(max_length=10)
    title = models.CharField(max_length=200)
    files = models.JSONField(default=dict)
    content = models.CharField(max_length=64)
    changes = models.JSONField(default=dict, blank=True)
    commit = models.CharField(max_length=40, blank=True)
    previous = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="successors"
    )
    folder = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    revision = models.PositiveIntegerField(default=1)
    editors = ArrayField(models.CharField(max_length=200), default=list)
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    approved_by = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["zone", "-number"]
        indexes = [models.Index(fields=["zone", "origin", "state"], name="edition_zone_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "origin", "number"], name="edition_number_once",
                violation_error_message="这个编号已有一稿。There is an edition of this number already.",
            ),
            models.UniqueConstraint(
                fields=["zone", "content"], condition=Q(origin="folder"), name="edition_folder_once",
                violation_error_message="文件夹的这个状态已有记录。This state of the folder is on record.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(STATES)), name="edition_state_known",
                violation_error_message="没有这个状态。Not a state of an edition.",
            ),
            models.CheckConstraint(
                condition=~Q(title=""), name="edition_titled",
                violation_error_message="请用一句话写明改了什么。Say in a sentence what it changes.",
            ),
            models.CheckConstraint(
                condition=Q(approved_by="") | ~Q(editors__contains=[F("approved_by")]),
                name="edition_four_eyes",
                violation_error_message="改过这一稿的人不能批准。Whoever edited it cannot approve it.",
            ),
            models.CheckConstraint(
                condition=Q(origin="folder") | Q(state__in=["draft", "review", "discarded"])
                | ~Q(approved_by=""),
                name="edition_approved_by_somebody",
                violation_error_message="批准和发布要写明批准人。An approval names who gave it.",
            ),
            models.CheckConstraint(
                condition=Q(origin="folder") | ~Q(state__in=list(DATED)) | Q(valid_from__isnull=False),
                name="edition_published_dated",
                violation_error_message="发布要写明生效日期。A published edition has a date it applies from.",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")), name="edition_forward",
                violation_error_message="终止日期不能早于生效日期。The end cannot come before the beginning.",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(reason=""), name="edition_withdrawn_why",
                violation_error_message="撤回要写明理由。A withdrawal gives its reason.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.zone} {self.number}: {self.title}"


class ReviewAnswer(models.Model):
    """The legal reviewer's answer to one finding. The latest of a finding counts.

    `finding` is the finding's identity: it stays the same as long as the clause it is about does, so an
    unchanged finding is never asked about twice.
    """

    zone = models.CharField(max_length=60)
    finding = models.CharField(max_length=64)
    code = models.CharField(max_length=10)
    measure = models.CharField(max_length=200)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="answers")
    answer = models.CharField(max_length=14, choices=ANSWERS)
    reason = models.CharField(max_length=1000, blank=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["zone", "finding"], name="review_of_finding")]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer__in=[name for name, _ in ANSWERS]), name="review_answer_known",
                violation_error_message="答复只能是可以接受、必须修改或不适用。Not an answer of a review.",
            ),
            models.CheckConstraint(
                condition=Q(answer="not_applicable") | ~Q(reason=""), name="review_answer_reasoned",
                violation_error_message="请写明理由。Give the reason.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.code} {self.measure}: {self.answer}"


class Pin(models.Model):
    """Every file of a zone's pack, and of the packs it builds on, as cases were filed under it.

    `files` are the texts by pack and path, `content` the hash of what they say. Never altered.
    """

    zone = models.CharField(max_length=60)
    content = models.CharField(max_length=64)
    files = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "content"], name="pin_content_once",
                violation_error_message="这些文本已经留存。These texts are kept already.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.zone} {self.content[:12]}"
