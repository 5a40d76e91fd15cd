"""Partner organisations (合作机构): banks, funds, mediators, and the people who act for them."""

from django.db import models
from django.db.models import Q

from wotu.parties.models.standing import Standing, held_forward

PARTNERS = [
    ("bank", "银行 Bank"),
    ("fund", "基金 Fund"),
    ("mediator", "调解组织 Mediator"),
]


class Partner(models.Model):
    """An organisation that serves a zone's enterprises with it."""

    zone = models.CharField(max_length=60)
    slug = models.SlugField(max_length=60)
    kind = models.CharField(max_length=12, choices=PARTNERS)
    name = models.CharField(max_length=200)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["zone", "slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "slug"], name="partner_once",
                violation_error_message="这个合作机构已经登记。This partner is registered already.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[name for name, _ in PARTNERS]), name="partner_kind_known",
                violation_error_message="合作机构只能是银行、基金或调解组织。Not a kind of partner.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class PartnerStaff(Standing):
    """A person who acts for a partner."""

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="staff")

    class Meta:
        constraints = [
            held_forward("partner_staff_forward"),
            models.CheckConstraint(
                condition=Q(role="staff"), name="partner_staff_role_known",
                violation_error_message="合作机构人员只有一种角色。Partners have one role.",
            ),
            models.UniqueConstraint(
                fields=["user", "partner"], condition=Q(until=None), name="partner_staff_open_once",
                violation_error_message="此人已经是该机构人员。This person acts for the partner already.",
            ),
        ]  # fmt: skip
