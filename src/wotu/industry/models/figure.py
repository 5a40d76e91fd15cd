"""What firms earned year by year: what the structure of a cluster over time is drawn from."""

from django.db import models
from django.db.models import Q

from wotu.industry.models.enterprise import Enterprise


class YearFigure(models.Model):
    """A firm's income in a year (年度营业收入), in fen, with where it is from."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="figures")
    year = models.PositiveSmallIntegerField()
    income_fen = models.BigIntegerField()
    source = models.CharField(max_length=300)

    class Meta:
        ordering = ["enterprise", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "year"], name="year_figure_once",
                violation_error_message="这一年的数据已经有了。There is a figure of this year.",
            ),
            models.CheckConstraint(
                condition=Q(year__range=(1990, 2100)), name="year_figure_year",
                violation_error_message="年份是1990到2100。A year from 1990 to 2100.",
            ),
            models.CheckConstraint(
                condition=Q(income_fen__gte=0), name="year_figure_not_negative",
                violation_error_message="营业收入不能为负数。Income is not negative.",
            ),
            models.CheckConstraint(
                condition=~Q(source=""), name="year_figure_sourced",
                violation_error_message="请写明数据来源。Say where the figure is from.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.enterprise_id} {self.year}"
