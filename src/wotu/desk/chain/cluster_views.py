"""The zone's clusters: their output with groups counted once, how they are made up, and how that changed."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wotu.access.chain_doors import open_firm
from wotu.access.doors import open_zone
from wotu.access.middleware import actor, user_of
from wotu.access.needs import open_to
from wotu.chain.clusters import RULE, YI, Cluster, Output, cluster, sectors
from wotu.desk.chain.acting import done
from wotu.desk.chain.naming import firm_name, named_firm
from wotu.desk.chain.numbers import number
from wotu.industry.atlas import Atlas, atlas
from wotu.industry.incomes import Incomes, incomes
from wotu.industry.models import Chain
from wotu.industry.reads import chain_of, chains_of
from wotu.industry.verbs.figures import record_income
from wotu.look.cells import Cell
from wotu.look.charts import Stack, stacks
from wotu.look.language import current
from wotu.look.sheets import sheet_response
from wotu.look.templatetags.figures import share, yuan
from wotu.measures.zones import Zone
from wotu.payments.bank_file import fen
from wotu.refusal import CannotDo
from wotu.rules.text import Text

Kind = Literal["chain", "sector"]
SHOWN, YEARS = 50, 6
PARTS = (Text("最大的一家", "The largest"), Text("第二、三家", "The next two"), Text("其余", "The rest"))


@dataclass(frozen=True)
class Named:
    """A cluster with its name: a chain's firms, or those of a sector of the register."""

    kind: Kind
    key: str
    name: Text
    chain: Chain | None = None

    def of(self, found: Atlas) -> Cluster:
        """Return the cluster itself."""
        terms = {"chain": "", "sector": ""} | {self.kind: self.key}
        return found.answer(cluster, **terms)


@open_to("see_chain")
@never_cache
@require_safe
def clusters(request: HttpRequest, zone: str) -> HttpResponse:
    """Show every cluster of the zone, the greatest output first."""
    where = open_zone(actor(request), zone, "see_chain")
    found = atlas(where.id)
    named = [_chain(one) for one in chains_of(where.id)]
    named += [_sector(one) for one in found.answer(sectors)]
    rows = [(one, one.of(found).now()) for one in named]
    rows.sort(key=lambda row: (row[0].kind, -row[1].income_fen, row[0].key))
    return render(request, "desk/chain/clusters.html", {"zone": where, "rows": rows, "rule": RULE})


@open_to("see_chain")
@never_cache
@require_safe
def one(request: HttpRequest, zone: str, kind: str, key: str) -> HttpResponse:
    """Show one cluster: output, who makes it up, and how it changed by year."""
    where = open_zone(actor(request), zone, "see_chain")
    return _page(request, where, _named(where, kind, key))


@open_to("keep_chain")
@never_cache
@require_POST
def record(request: HttpRequest, zone: str, kind: str, key: str) -> HttpResponse:
    """Record what a firm of the cluster earned in a year."""
    where, firm = open_firm(actor(request), zone, request.POST.get("firm", ""), "keep_chain")
    named, given = _named(where, kind, key), request.POST
    try:
        amount, year = fen(given.get("income", "")), number(given.get("year", ""))
        if amount is None:
            raise CannotDo(
                "收入写成元，最多两位小数。", "Write the income in yuan, with two decimals at most."
            )
        if not year:
            raise CannotDo("年份写成 2025 这样。", "Write the year like 2025.")
        record_income(
            enterprise=firm, year=year, income_fen=amount, source=given.get("source", ""),
            by=user_of(request).email, now=timezone.now(),
        )  # fmt: skip
    except CannotDo as refused:
        return _page(request, where, named, mistake=refused.text)
    said = Text(f"已记录{firm.name}{year}年的收入。", f"The income of {firm.name} in {year} is recorded.")
    return done(request, said, "cluster", zone, kind, key)


@open_to("see_chain")
@never_cache
@require_safe
def export(request: HttpRequest, zone: str, kind: str, key: str, ending: str) -> HttpResponse:
    """Return what a cluster is made of as a sheet: each firm, its group, its income now and by year."""
    where = open_zone(actor(request), zone, "see_chain")
    named, found, language = _named(where, kind, key), atlas(where.id), current()
    by_year = incomes(found, where.packs.vocabulary)
    heads = [
        Text("企业代码", "Code"), Text("企业", "Firm"), Text("控股方", "Controlled by"),
        Text("收入（名录，元）", "Income by the register, yuan"),
        *(Text(f"{year}年收入（元）", f"Income {year}, yuan") for year in by_year.years),
    ]  # fmt: skip
    rows: list[list[Cell]] = [
        [
            member.firm, member.name, firm_name(found, member.group_id),
            None if member.size_fen is None else yuan(member.size_fen),
            *(_amount(by_year.by_year[year].get(member.firm)) for year in by_year.years),
        ]
        for member in named.of(found).members
    ]  # fmt: skip
    title = f"cluster-{where.id}-{timezone.localdate()}"
    return sheet_response(ending, title, "cluster", [[head[language] for head in heads], *rows])


def _amount(income: int | None) -> Cell:
    return None if income is None else yuan(income)


def _chain(chain: Chain) -> Named:
    return Named("chain", chain.slug, chain.name, chain)


def _sector(sector: str) -> Named:
    return Named("sector", sector, Text(sector, sector))


def _named(where: Zone, kind: str, key: str) -> Named:
    """Return a cluster of a zone.

    Raises:
        Http404: there is none.
    """
    if kind == "chain" and (chain := chain_of(where.id, key)) is not None:
        return _chain(chain)
    if kind == "sector" and key in atlas(where.id).answer(sectors):
        return _sector(key)
    raise Http404


def _page(request: HttpRequest, where: Zone, named: Named, *, mistake: Text | None = None) -> HttpResponse:
    found = atlas(where.id)
    whole = named.of(found)
    now, by_year = whole.now(), incomes(found, where.packs.vocabulary)
    ours = {member.firm for member in whole.members}
    over_time = _over_time(whole, by_year, ours)
    context: dict[str, Any] = {
        "zone": where, "named": named, "now": now, "rule": RULE, "over_time": over_time,
        "units": [_unit(found, unit, now) for unit in now.units[:SHOWN]], "units_number": len(now.units),
        "unknown": [named_firm(found, firm) for firm in now.unknown], "chart": _drawn(over_time),
        "on_record": len({firm for firm, _ in by_year.on_record if firm in ours}),
        "choices": sorted(((one.firm, one.name) for one in whole.members), key=lambda pair: pair[1]),
        "may_keep": actor(request).may("keep_chain", where.id), "mistake": mistake,
        "typed": request.POST if mistake else {},
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if mistake else HTTPStatus.OK
    return render(request, "desk/chain/cluster.html", context, status=status)


def _over_time(whole: Cluster, by_year: Incomes, ours: set[str]) -> list[tuple[int, Output]]:
    """Return the output of each of the latest years in which a firm of the cluster has a figure."""
    years = [year for year in by_year.years if by_year.by_year[year].keys() & ours]
    return [(year, whole.in_year(by_year.by_year[year])) for year in years[-YEARS:]]


def _unit(found: Atlas, unit: Any, now: Output) -> dict[str, Any]:
    return {
        "one": unit, "head": named_firm(found, unit.head) if unit.head in found.firms else None,
        "firms": [named_firm(found, firm) for firm in unit.firms],
        "share": share(now.share_of(unit)),
    }  # fmt: skip


def _drawn(over_time: list[tuple[int, Output]]) -> str | None:
    """Return the output by year as a drawing, in 亿元: the largest, the next two, the rest."""
    if len(over_time) < 2:
        return None
    language = current()
    rows = []
    for year, output in over_time:
        amounts = [unit.income_fen for unit in output.units]
        parts = (sum(amounts[:1]), sum(amounts[1:3]), sum(amounts[3:]))
        total = round(output.income_fen / YI, 1)
        rows.append(Stack(f"{year} · {total}", tuple(round(part / YI, 1) for part in parts)))
    return stacks(rows, names=[part[language] for part in PARTS])
