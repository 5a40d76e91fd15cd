"""Parties: whoever and whatever a measure can be about."""

from typing import Self

from django.db import models
from django.db.models import Q

from wotu.rules.vocabulary import ABOUTS

KINDS = [
    ("enterprise", "企业 Enterprise"),
    ("person", "人员 Person"),
    ("project", "项目 Project"),
    ("site", "场地 Site"),
]


class PartyQuerySet(models.QuerySet["Party"]):
    """Questions about parties."""

    def enterprises(self) -> Self:
        """Keep the enterprises."""
        return self.filter(kind="enterprise")

    def matching(self, words: str) -> Self:
        """Keep those whose name, credit code or pinyin initials contain what somebody typed."""
        typed = words.strip()
        compact = typed.replace(" ", "").replace("-", "")
        return self.filter(
            Q(name__icontains=typed)
            | Q(credit_code__istartswith=compact)
            | Q(initials__contains=compact.lower())
        )


class Party(models.Model):
    """An enterprise; or a person, project or site that belongs to one.

    `slug` is the public name in addresses, `zone` the id of the pack of measures it falls under,
    `initials` the pinyin initials of the name, for looking it up.
    """

    slug = models.SlugField(max_length=100)
    kind = models.CharField(max_length=12, choices=KINDS)
    zone = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    initials = models.CharField(max_length=200, blank=True)
    credit_code = models.CharField(max_length=18, blank=True)
    owner = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="members")
    is_demo = models.BooleanField(default=False)

    objects = PartyQuerySet.as_manager()

    class Meta:
        ordering = ["zone", "slug"]
        indexes = [models.Index(fields=["zone", "kind", "slug"], name="party_zone_kind")]
        constraints = [
            models.UniqueConstraint(
                fields=["slug"], name="party_slug_once",
                violation_error_message="这个地址名已经有人用了。This public name is taken.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ABOUTS), name="party_kind_known",
                violation_error_message="主体只能是企业、人员、项目或场地。Not a kind of party.",
            ),
            models.CheckConstraint(
                condition=~Q(name=""), name="party_named",
                violation_error_message="请填写名称。A party needs a name.",
            ),
            models.CheckConstraint(
                condition=Q(kind="enterprise", owner=None) | (~Q(kind="enterprise") & Q(owner__isnull=False)),
                name="party_owned_unless_enterprise",
                violation_error_message="人员、项目和场地必须属于一家企业，企业不属于别人。"
                "People, projects and sites belong to an enterprise; an enterprise to nobody.",
            ),
            models.CheckConstraint(
                condition=Q(credit_code="") | Q(credit_code__regex=r"^[0-9]{8}[0-9A-HJ-NPQRTUWXY]{10}$"),
                name="party_credit_code_shape",
                violation_error_message="统一社会信用代码有18位，不含I、O、S、V、Z。"
                "A credit code has 18 characters, none of I O S V Z.",
            ),
            models.UniqueConstraint(
                fields=["zone", "credit_code"], condition=~Q(credit_code=""), name="party_credit_code_once",
                violation_error_message="这个统一社会信用代码在本园区已经登记。"
                "This credit code is already registered in the zone.",
            ),
            models.CheckConstraint(
                condition=Q(is_demo=False) | Q(name__contains="演示"), name="party_demo_says_so",
                violation_error_message="演示主体的名称里要有“演示”二字。"
                "The name of a demonstration party must say 演示.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name
