"""The queue of cases: the most urgent first, by light, state, department, and whose turn it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wotu.access.actor import Actor
from wotu.access.case_doors import may_take
from wotu.access.doors import open_zone
from wotu.access.middleware import actor
from wotu.access.needs import open_to
from wotu.cases import reads
from wotu.cases.models import OVER, Case, CaseStep, Comment
from wotu.cases.stages import department_names
from wotu.cases.verbs.window import accept_case
from wotu.cases.words import LIGHTS
from wotu.look import language
from wotu.measures.zones import Zone
from wotu.parties.models import Appointment, held_on
from wotu.process.clock import LIGHTS as LIGHT_NAMES
from wotu.process.clock import Light
from wotu.refusal import CannotDo
from wotu.rules.text import Text

PAGE = 50
VIEWS: Mapping[str, Text] = {
    "mine": Text("轮到我的", "My turn"),
    "messages": Text("留言待回复", "Messages to answer"),
    "open": Text("全部在办", "All under way"),
    "offered": Text("待企业确认", "With the firm"),
    "approved": Text("已批准待兑现", "Approved, to be delivered"),
    "closed": Text("已办结", "Closed"),
}


@dataclass(frozen=True)
class Wanted:
    """What of the queue is wanted."""

    view: str
    light: str
    department: str
    words: str

    @classmethod
    def of(cls, request: HttpRequest) -> "Wanted":
        """Read it from the address."""
        view, light = request.GET.get("view", "mine"), request.GET.get("light", "")
        return cls(
            view if view in VIEWS else "mine", light if light in LIGHTS else "",
            request.GET.get("department", "")[:60], request.GET.get("q", "").strip()[:100],
        )  # fmt: skip

    @property
    def filtered(self) -> bool:
        """Whether anything but the view is chosen."""
        return bool(self.light or self.department or self.words)


@open_to("see_cases")
@never_cache
@require_safe
def home(request: HttpRequest, zone: str) -> HttpResponse:
    """Show the queue."""
    asking = actor(request)
    where, wanted, now = open_zone(asking, zone, "see_cases"), Wanted.of(request), timezone.localtime()
    found = narrowed(in_view(asking, where, wanted.view), wanted, where)
    counts = reads.lights(found, now)
    if wanted.light:
        found = found.filter(reads.of_light(_light(wanted.light), now))
    page = Paginator(reads.in_order(found), PAGE).get_page(request.GET.get("page"))
    names = department_names(where.id)
    context: dict[str, Any] = {
        "zone": where, "wanted": wanted, "page": page, "views": _tabs(asking, where), "lights": counts,
        "rows": [
            (one, reads.title(where, one), reads.award(where, one), reads.light_of(one, now),
             names.get(one.department, Text(one.department, one.department)))
            for one in page.object_list
        ],
        "departments": [(slug, name[language.current()]) for slug, name in names.items()],
        "may_accept": asking.may("handle_cases", where.id) and (where.id, "clerk") in asking.offices,
        "may_handle": asking.may("handle_cases", where.id),
        "may_decide": asking.may("decide_cases", where.id),
    }  # fmt: skip
    return render(request, "desk/cases/home.html", context)


@open_to("handle_cases")
@require_POST
def accept_chosen(request: HttpRequest, zone: str) -> HttpResponse:
    """Accept the chosen cases, each on its own; say which were not accepted and why."""
    asking, today = actor(request), timezone.localdate()
    where = open_zone(asking, zone, "handle_cases")
    done, refused = 0, list[str]()
    chosen = [int(key) for key in request.POST.getlist("chosen") if key.isdecimal() and len(key) < 18]
    for case in Case.objects.filter(zone=where.id, pk__in=chosen[:PAGE]):
        row = case.steps.filter(does="accept", done_at=None, round=case.round).first()
        if row is None or asking.user is None or not may_take(asking, case, row, today):
            refused.append(_not_yours(case))
            continue
        try:
            accept_case(case=case, step=row.step, user=asking.user, now=timezone.now(), today=today)
            done += 1
        except CannotDo as error:
            refused.append(f"{case.number}: {error.text[language.current()]}")
    if done:
        said = Text("已受理{n}件。", "Accepted: {n}.")[language.current()]
        messages.success(request, said.format(n=done))
    for line in refused:
        messages.warning(request, line)
    if not done and not refused:
        messages.info(request, Text("先勾选要受理的办件。", "Choose cases first.")[language.current()])
    return HttpResponseRedirect(reverse("desk:cases:home", args=[where.id]))


def _not_yours(case: Case) -> str:
    said = Text("不在待受理，或不由您受理", "not to be accepted, or not by you")[language.current()]
    return f"{case.number}: {said}"


def in_view(asking: Actor, zone: Zone, view: str) -> QuerySet[Case]:
    """Return the cases of a view."""
    every = Case.objects.filter(zone=zone.id)
    if view == "mine":
        return my_turn(asking, zone)
    if view == "messages":
        return every.filter(pk__in=unanswered(asking, zone).values("case"))
    if view == "closed":
        return every.filter(state__in=OVER)
    return every.filter(state__in=("filed", "open", "approved") if view == "open" else (view,))


def my_turn(asking: Actor, zone: Zone) -> QuerySet[Case]:
    """Return the cases in which a step waits that is the actor's by office and department."""
    waits, chairs = Q(pk__in=()), _chairs(zone.id)
    for where, department, office in asking.posts:
        if where == zone.id:
            taken = [one for one, role in chairs if role == office and one != department]
            rows = CaseStep.objects.filter(done_at=None, office=office)
            rows = rows if office == "clerk" else rows.exclude(department__in=taken)
            waits |= Q(pk__in=rows.values("case"))
    standing = Case.objects.filter(zone=zone.id, state__in=("filed", "open", "approved"))
    correcting = Q(correction__isnull=False, correction__answered_at=None)
    mine = standing.filter(waits).exclude(correcting).values("pk")
    return Case.objects.filter(pk__in=mine)


def unanswered(asking: Actor, zone: Zone) -> QuerySet[Comment]:
    """Return the messages to answer: in cases of the actor, of their departments, or of nobody yet."""
    departments = [department for where, department, _ in asking.posts if where == zone.id]
    theirs = Q(case__official=None) | Q(case__official=asking.user) | Q(case__department__in=departments)
    return reads.messages_to_answer(zone.id).filter(theirs)


def _chairs(zone: str) -> set[tuple[str, str]]:
    """Return which offices of which departments somebody holds: their steps wait for nobody else."""
    held = Appointment.objects.filter(held_on(timezone.localdate()), department__zone=zone)
    return set(held.values_list("department__slug", "role"))


def narrowed(found: QuerySet[Case], wanted: Wanted, zone: Zone) -> QuerySet[Case]:
    """Keep the cases of a department and with certain words."""
    if wanted.department:
        found = found.filter(Q(department=wanted.department) | _open_at(wanted.department))
    if wanted.words:
        number = wanted.words.rpartition("-")[2]
        said = wanted.words.lower()
        titled = [one.id for one in zone.measures if said in f"{one.title.zh} {one.title.en}".lower()]
        numbered = Q(pk=int(number)) if number.isdecimal() and len(number) < 18 else Q(pk__in=())
        found = found.filter(numbered | Q(enterprise__name__icontains=said) | Q(measure__in=titled))
    return found


def _open_at(department: str) -> Q:
    open_there = Case.objects.filter(steps__done_at=None, steps__department=department)
    return Q(pk__in=open_there.values("pk"))


def _tabs(asking: Actor, zone: Zone) -> list[tuple[str, Text, int]]:
    return [(name, label, in_view(asking, zone, name).count()) for name, label in VIEWS.items()]


def _light(name: str) -> Light:
    return next(one for one in LIGHT_NAMES if one == name)
