"""How local the chain is: the local sourcing ratio of a period, of the zone or one buyer, with its claims."""

from fractions import Fraction
from http import HTTPStatus

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wotu.access.chain_doors import open_firm
from wotu.access.doors import open_zone
from wotu.access.middleware import actor
from wotu.access.needs import open_to
from wotu.chain.counted import hidden, left_out, years
from wotu.chain.ratio import COVERAGE, Share, Sort, sourcing, sourcing_by_buyer
from wotu.desk.chain.acting import done
from wotu.desk.chain.forms import record_typed_site
from wotu.desk.chain.naming import firm_name
from wotu.desk.chain.periods import Period, choices, year
from wotu.desk.chain.ratio_asking import SORTS, Asking, paper_row, place_row
from wotu.desk.chain.ratio_sheets import SHEETS
from wotu.look.charts import Bar, bars
from wotu.look.language import current
from wotu.look.sheets import sheet_response
from wotu.measures.zones import Zone
from wotu.refusal import CannotDo
from wotu.rules.text import Text

MUCH = Fraction(7, 10)
"""The source page's sentence is about a firm that buys more than this inside."""
HIDDEN, CLAIMS, BUYERS, TREND = 15, 100, 30, 6


@open_to("see_chain")
@never_cache
@require_safe
def ratio(request: HttpRequest, zone: str) -> HttpResponse:
    """Show the ratio with all it rests on, or why there is none and what to do."""
    return _page(request, open_zone(actor(request), zone, "see_chain"))


@open_to("keep_chain")
@never_cache
@require_POST
def place(request: HttpRequest, zone: str) -> HttpResponse:
    """Record where a seller produces, so that what is bought from it counts."""
    where, firm = open_firm(actor(request), zone, request.POST.get("firm", ""), "keep_chain")
    try:
        record_typed_site(request, firm)
    except CannotDo as refused:
        return _page(request, where, mistake=refused.text)
    said = Text(f"已登记{firm.name}的所在地。", f"The place of {firm.name} is recorded.")
    return done(request, said, "ratio", zone, query=request.GET.urlencode())


@open_to("see_chain")
@never_cache
@require_safe
def claims(request: HttpRequest, zone: str) -> HttpResponse:
    """Show the claims that are counted in one of the sums, and those a stronger paper replaces."""
    where = open_zone(actor(request), zone, "see_chain")
    asking, sort = Asking.of(request, where.id), _sort(request)
    own = [one for one in asking.papers if one.sort == sort]
    page = Paginator(own, CLAIMS).get_page(request.GET.get("page"))
    context = {
        "zone": where, "asking": asking, "sort": sort, "sort_label": SORTS[sort], "page": page,
        "share": getattr(asking.sourcing, sort), "back": asking.query(),
        "buyer": firm_name(asking.found, asking.buyer),
        "rows": [paper_row(asking.found, one) for one in page],
    }  # fmt: skip
    return render(request, "desk/chain/ratio_claims.html", context)


@open_to("see_chain")
@never_cache
@require_safe
def export(request: HttpRequest, zone: str, what: str, ending: str) -> HttpResponse:
    """Return the buyers, the claims, or the unknown places as a sheet."""
    where = open_zone(actor(request), zone, "see_chain")
    asking, language = Asking.of(request, where.id), current()
    if what not in SHEETS:
        raise Http404
    heads, rows = SHEETS[what](asking)
    title = f"{what}-{where.id}-{asking.period.code}{'-estimate' if asking.estimate else ''}"
    return sheet_response(ending, title, what, [[head[language] for head in heads], *rows])


def _page(request: HttpRequest, where: Zone, *, mistake: Text | None = None) -> HttpResponse:
    asking = Asking.of(request, where.id)
    found, known = asking.found, asking.found.answer(years)
    shares = [(sort, label, getattr(asking.sourcing, sort)) for sort, label in SORTS.items()]
    buyers = found.answer(sourcing_by_buyer, **asking.terms)
    trend = _trend(asking, known)
    places = hidden(asking.papers)
    wrong = mistake or asking.mistake
    context = {
        "zone": where, "asking": asking, "materials": asking.sourcing.materials, "shares": shares,
        "periods": choices(known or [asking.period.begins.year]), "query": asking.query(), "mistake": wrong,
        "buyer": firm_name(found, asking.buyer), "own": request.GET if asking.mistake else asking.period,
        "buyers": [(firm, firm_name(found, firm), one) for firm, one in buyers[:BUYERS]],
        "more_buyers": max(0, len(buyers) - BUYERS),
        "all_buyers": sorted(((firm, firm_name(found, firm)) for firm, _ in buyers), key=lambda one: one[1]),
        "above": sum((one.materials.ratio or 0) > MUCH for _, one in buyers), "much": MUCH,
        "left_out": found.answer(left_out, buyer=asking.buyer, **asking.terms), "trend": trend,
        "chart": _drawn(trend), "hidden": [place_row(found, one) for one in places[:HIDDEN]],
        "hidden_number": len(places), "least": COVERAGE,
        "may_keep": actor(request).may("keep_chain", where.id),
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render(request, "desk/chain/ratio.html", context, status=status)


def _sort(request: HttpRequest) -> Sort:
    given = request.GET.get("sort", "")
    return next((sort for sort in SORTS if sort == given), "materials")


def _trend(asking: Asking, known: list[int]) -> list[tuple[Period, Share]]:
    """Return the materials of the latest years, the earliest first."""
    found = []
    for number in sorted(known[:TREND]):
        whole = year(number)
        terms = {"begins": whole.begins, "ends": whole.ends, "estimate": asking.estimate}
        one = asking.found.answer(sourcing, buyer=asking.buyer, **terms)
        found.append((whole, one.materials))
    return found


def _drawn(trend: list[tuple[Period, Share]]) -> str | None:
    """Return the ratios by year as a drawing, in percent; none where fewer than two years have one."""
    language = current()
    drawn = [
        Bar(period.label[language], round(float(one.ratio) * 100, 1))
        for period, one in trend
        if one.ratio is not None
    ]
    if len(drawn) < 2:
        return None
    return bars(drawn, name=Text("本地配套率 %", "Local sourcing, %")[language])
