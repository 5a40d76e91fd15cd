"""The yearly notices of holidays and make-up days, as they were taken in."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from wotu.calendar import Day, Kind

KINDS = [(Kind.HOLIDAY.value, "放假 Holiday"), (Kind.WORKDAY.value, "调休上班 Make-up day")]
PACKAGE = "chinesecalendar"
"""Who took in the notices that came with the software."""


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Questions about notices."""

    def current(self) -> Self:
        """Keep those that count, in the order of years."""
        return self.filter(published=True).order_by("year")


class Notice(models.Model):
    """A year's notice (放假安排通知): its document, where it stands, who took it in and when.

    `published`: it counts. A year has at most one that does; the others were replaced or taken back on
    `ended_at`. `replaces` is the one that counted before. Its days never change: a correction is a further
    notice.
    """

    year = models.PositiveSmallIntegerField()
    document = models.CharField(max_length=200)
    source = models.CharField(max_length=500, blank=True)
    published = models.BooleanField(default=True)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    imported_at = models.DateTimeField()
    imported_by = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=200, blank=True)

    objects: ClassVar[NoticeQuerySet] = NoticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["year", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["year"], condition=Q(published=True), name="notice_one_a_year",
                violation_error_message="每年只有一份放假安排有效。One notice counts for a year.",
            ),
            models.CheckConstraint(
                condition=~Q(document=""), name="notice_names_document",
                violation_error_message="请写明是哪一份通知。Say which notice it is.",
            ),
            models.CheckConstraint(
                condition=Q(published=True, ended_at=None) | Q(published=False, ended_at__isnull=False),
                name="notice_counts_or_ended",
                violation_error_message="一份通知要么有效，要么写明何时停用。"
                "A notice counts, or says since when it does not.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.year}: {self.document}"

    @property
    def is_seeded(self) -> bool:
        """Whether it came with the software."""
        return self.imported_by.startswith(PACKAGE)


class NoticeDay(models.Model):
    """A day a notice makes different from what its weekday says."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="days")
    date = models.DateField()
    kind = models.CharField(max_length=8, choices=KINDS)
    zh = models.CharField(max_length=100)
    en = models.CharField(max_length=100)

    class Meta:
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "date"], name="notice_day_once",
                violation_error_message="同一天在一份通知里只写一次。A notice dates a day once.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind for kind, _ in KINDS]), name="notice_day_kind_known",
                violation_error_message="一天或放假，或调休上班。A day is off, or a make-up day.",
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.HOLIDAY.value) | Q(date__iso_week_day__gte=6),
                name="notice_day_make_up_on_weekend",
                violation_error_message="调休上班的日子是周六或周日。A make-up day is a Saturday or Sunday.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.date} {self.zh}"

    @property
    def day(self) -> Day:
        """The day as the calendar takes it."""
        return Day(self.date, Kind(self.kind), self.zh, self.en)
