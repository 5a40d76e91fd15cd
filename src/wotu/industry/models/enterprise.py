"""Firms of a chain, in the zone and elsewhere, and where they produce."""

from django.db import models
from django.db.models import Q

from wotu.parties.models import Party


class Enterprise(models.Model):
    """A firm as a zone's officials know it; most are outside and have no account here.

    `key` is the unified social credit code, a ticker or another official number, never a short name: two
    firms may share a name. `party` is the enterprise of this platform it is, if any. `group` is the key of
    whoever controls it, `controls` how many firms it controls itself. `size_fen` is a year's income,
    `growth_bp` its change in hundredths of a percent, `signs` signs of expansion and `distress` signs of
    trouble, in words, with their date and source.
    """

    zone = models.CharField(max_length=60)
    key = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="in_chains"
    )
    group = models.CharField(max_length=40, blank=True)
    industry = models.CharField(max_length=100, blank=True)
    sector = models.CharField(max_length=100, blank=True)
    size_fen = models.BigIntegerField(null=True, blank=True)
    growth_bp = models.IntegerField(null=True, blank=True)
    controls = models.PositiveIntegerField(default=0)
    signs = models.CharField(max_length=500, blank=True)
    is_dissolved = models.BooleanField(default=False)
    distress = models.CharField(max_length=500, blank=True)
    source = models.CharField(max_length=300)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["zone", "key"]
        indexes = [models.Index(fields=["zone", "name"], name="enterprise_name")]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "key"], name="enterprise_key_once",
                violation_error_message="这个代码的企业已经有了。There is a firm with this code.",
            ),
            models.UniqueConstraint(
                fields=["party"], condition=Q(party__isnull=False), name="enterprise_of_party_once",
                violation_error_message="这家企业已经在产业链里。This firm is in the chain already.",
            ),
            models.CheckConstraint(
                condition=~Q(key="") & ~Q(name=""), name="enterprise_named",
                violation_error_message="请填写企业的代码和名称。A firm needs its code and name.",
            ),
            models.CheckConstraint(
                condition=Q(size_fen=None) | Q(size_fen__gte=0), name="enterprise_size_not_negative",
                violation_error_message="营业收入不能为负数。Income is not negative.",
            ),
            models.CheckConstraint(
                condition=Q(is_demo=False) | Q(name__contains="演示"), name="enterprise_demo_says_so",
                violation_error_message="演示企业的名称里要有“演示”二字。The name of a demo firm says 演示.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class Site(models.Model):
    """Where a firm produces (生产地); a firm is in the zone if one of its sites is, and has not closed."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="sites")
    place = models.CharField(max_length=200)
    in_zone = models.BooleanField(default=False)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["enterprise", "-in_zone", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "place"], name="site_once",
                violation_error_message="这个生产地已经登记。This site is there already.",
            ),
            models.CheckConstraint(
                condition=Q(lat=None, lon=None)
                | Q(lat__gte=-90, lat__lte=90, lon__gte=-180, lon__lte=180),
                name="site_on_the_globe",
                violation_error_message="经纬度超出范围。Not a place on the globe.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.place
