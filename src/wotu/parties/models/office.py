"""Departments and the officials appointed to them."""

from django.db import models
from django.db.models import Q

from wotu.parties.models.standing import Standing, held_forward

OFFICES = [
    ("clerk", "经办 Clerk"),
    ("reviewer", "审核 Reviewer"),
    ("approver", "审批 Approver"),
    ("measure_editor", "政策编辑 Measure editor"),
    ("legal_reviewer", "合法性审核 Legal reviewer"),
    ("finance", "财务 Finance"),
    ("zone_admin", "园区管理员 Zone administrator"),
    ("auditor", "审计 Auditor"),
]


class Department(models.Model):
    """A department of a zone's administration."""

    zone = models.CharField(max_length=60)
    slug = models.SlugField(max_length=60)
    name_zh = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100)

    class Meta:
        ordering = ["zone", "slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "slug"], name="department_once",
                violation_error_message="这个部门已经登记。This department is registered already.",
            ),
            models.CheckConstraint(
                condition=~Q(name_zh="") & ~Q(name_en=""), name="department_named",
                violation_error_message="部门要有中英文名称。A department is named in both languages.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name_zh


class Appointment(Standing):
    """An official's role in a department. A delegation (授权代办) names whose it is and always ends."""

    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="appointments")
    delegated_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="delegations"
    )

    class Meta:
        constraints = [
            held_forward("appointment_forward"),
            models.CheckConstraint(
                condition=Q(role__in=[name for name, _ in OFFICES]), name="appointment_role_known",
                violation_error_message="没有这个岗位角色。Not a role of an official.",
            ),
            models.CheckConstraint(
                condition=Q(delegated_from=None) | Q(until__isnull=False), name="appointment_delegation_ends",
                violation_error_message="授权代办必须有结束日期。A delegation needs an end date.",
            ),
            models.UniqueConstraint(
                fields=["user", "department", "role"], condition=Q(until=None), name="appointment_open_once",
                violation_error_message="此人已有这个岗位。This person holds this role already.",
            ),
        ]  # fmt: skip
