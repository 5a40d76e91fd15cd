"""Pages about people: who holds which office, who acts for which firm, and who changed it."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from wotu.access.doors import open_zone
from wotu.access.middleware import actor
from wotu.access.needs import open_to
from wotu.audit.models import AuditEntry
from wotu.audit.reads import entries_of
from wotu.desk.people.forms import NewDepartment, NewOfficial
from wotu.parties import directory
from wotu.parties.words import MEMBER_NAMES, OFFICE_NAMES
from wotu.rules.text import Text

PAGE = 50
VERBS = {
    "register_department": Text("登记部门", "Registered a department"),
    "appoint": Text("任命", "Appointed"),
    "end_appointment": Text("结束岗位", "Ended an office"),
    "delegate": Text("授权代办", "Delegated"),
    "add_member": Text("加入企业", "Joined a firm"),
    "change_role": Text("更改成员角色", "Changed a member's role"),
    "end_membership": Text("结束成员身份", "Ended a membership"),
    "invite": Text("发出邀请", "Invited"),
    "revoke_invitation": Text("撤回邀请", "Took an invitation back"),
    "add_partner_staff": Text("登记合作机构人员", "Added a partner's person"),
}
"""What the trail of standings is made of."""


@open_to("desk")
@require_safe
def home(request: HttpRequest, zone: str) -> HttpResponse:
    """Show the departments and their officials, and one's own offices."""
    open_zone(actor(request), zone, "desk")
    return page(request, zone)


def page(
    request: HttpRequest,
    zone: str,
    *,
    official: NewOfficial | None = None,
    department: NewDepartment | None = None,
    status: int = 200,
) -> HttpResponse:
    """Return the section's first page, with a form somebody has to correct."""
    today = timezone.localdate()
    words = request.GET.get("q", "")[:100]
    offices = directory.officials(zone, today, words)
    mine = [each for each in directory.officials(zone, today) if each.user_id == _id(request)]
    found = {
        "q": words,
        "departments": [
            (one, [(each, OFFICE_NAMES[each.role]) for each in offices if each.department_id == one.pk])
            for one in directory.departments(zone)
        ],
        "is_found": bool(offices),
        "mine": [(each, OFFICE_NAMES[each.role]) for each in mine if each.delegated_from_id is None],
        "colleagues": directory.colleagues(zone, today, but=_id(request)),
        "may_appoint": actor(request).may("appoint", zone),
        "may_read_trail": actor(request).may("read_audit", zone),
        "official": official or NewOfficial(zone, initial={"since": today}),
        "department_form": department or NewDepartment(),
        "roles": OFFICE_NAMES,
        "today": today,
    }
    return render(request, "desk/people/home.html", found, status=status)


def _id(request: HttpRequest) -> int:
    user = actor(request).user
    return user.pk if user else 0


@open_to("see_firms")
@require_safe
def members(request: HttpRequest, zone: str) -> HttpResponse:
    """Show who acts for the zone's firms."""
    open_zone(actor(request), zone, "see_firms")
    words = request.GET.get("q", "")[:100]
    pages = Paginator(directory.members_of_firms(zone, timezone.localdate(), words), PAGE)
    shown = pages.get_page(request.GET.get("page"))
    rows = [(each, MEMBER_NAMES[each.role]) for each in shown]
    may_read_trail = actor(request).may("read_audit", zone)
    found = {"q": words, "rows": rows, "shown": shown, "may_read_trail": may_read_trail}
    return render(request, "desk/people/members.html", found)


@open_to("read_audit")
@require_safe
def trail(request: HttpRequest, zone: str) -> HttpResponse:
    """Show who gave, changed and ended which standing, the newest first."""
    open_zone(actor(request), zone, "read_audit")
    words = request.GET.get("q", "")[:100]
    pages = Paginator(entries_of(zone, VERBS, words), PAGE)
    shown = pages.get_page(request.GET.get("page"))
    rows = [(entry, VERBS[entry.verb], _role(entry)) for entry in shown]
    found = {"q": words, "rows": rows, "shown": shown, "may_read_trail": True}
    return render(request, "desk/people/trail.html", found)


def _role(entry: AuditEntry) -> Text | None:
    role = str(entry.detail.get("role", ""))
    of_a_firm = entry.verb in ("add_member", "change_role", "end_membership", "invite", "revoke_invitation")
    return (MEMBER_NAMES if of_a_firm else OFFICE_NAMES).get(role)
