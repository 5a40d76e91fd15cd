"""Rows of invented firms, in the shape of the hand-written demonstration files."""

import datetime as dt
import math
from collections.abc import Iterator, Mapping
from random import Random

from stdnum.cn import uscc

from wotu.match.credit_code import inner_digit
from wotu.measures.invented.economy import Economy, draw_economy
from wotu.measures.invented.recipe import Members, Recipe, Spread
from wotu.rules.vocabulary import About, Vocabulary

FIRST, SECOND = "云青启衡朗润泽明远志华天星海锐博恒安新瑞", "程川山禾辰光舟桥岳石帆林峰汇景原亭松波宇"
"""A firm is called by one character of each: 400 names before a number is needed."""
FIRST_NUMBER = 101
"""The hand-written firms have the credit codes up to 100."""

_LETTER: Mapping[About, str] = {"project": "P", "person": "R", "site": "S"}
_OF_A_PARTY = ("id", "name", "credit_code")
Cells = dict[str, str]
Drawn = tuple[About, Cells]
_STATISTICS, _REGISTRY, _SOFT = 0.93, 0.98, 0.75
"""For how many firms a kind of fact is known: returns, the registry, what only the firm itself can say."""


def draw_rows(zone: str, recipe: Recipe, vocabulary: Vocabulary, today: dt.date) -> Iterator[Drawn]:
    """Yield the cells of every invented firm and of what belongs to it.

    Each firm has a generator of its own, so that a longer recipe changes no firm that was there before.
    Facts the zone's vocabulary does not know are left out.
    """
    for number in range(recipe.firms):
        random = Random(f"wotu:{zone}:{number}")  # noqa: S311 - a demonstration needs no secret
        firm = _firm(random, zone, number, recipe, today)
        yield "enterprise", _told(firm, vocabulary)
        for members in recipe.members:
            if random.random() < members.share:
                yield members.about, _member(random, number, firm, members, today)


def _firm(random: Random, zone: str, number: int, recipe: Recipe, today: dt.date) -> Cells:
    industries = recipe.industries
    industry = random.choices(industries, [each.weight for each in industries])[0]
    economy = draw_economy(random, industry.code, today)
    head = {
        "id": f"{recipe.letters}X{number + 1:03}", "name": _name(number, zone, industry.word),
        "credit_code": credit_code(recipe.letters, FIRST_NUMBER + number),
    }  # fmt: skip
    figures = _registry(random, zone, industry.code, economy) | _returns(random, economy)
    return head | figures | _statements(random, economy) | _spread(random, recipe.facts, today)


def _told(cells: Cells, vocabulary: Vocabulary) -> Cells:
    """Keep what the zone's vocabulary knows."""
    return {n: text for n, text in cells.items() if n in _OF_A_PARTY or n.partition("@")[0] in vocabulary}


def credit_code(letters: str, number: int) -> str:
    """Return a valid credit code that says DEM, and belongs to nobody: no such place of registration."""
    body = f"DEM{letters}{number:03}"
    first = f"91990000{body}{inner_digit(body)}"
    return first + str(uscc.calc_check_digit(first))


def _name(number: int, zone: str, word: str) -> str:
    turn, place = divmod(number + sum(map(ord, zone)), len(FIRST) * len(SECOND))
    # neighbouring numbers get names that share no character
    first, second = FIRST[place % len(FIRST)], SECOND[(place // len(FIRST) + 3 * place) % len(SECOND)]
    return f"演示·{first}{second}{word}{turn + 1 if turn > 1 else ''}有限公司"


def _registry(random: Random, zone: str, industry: str, economy: Economy) -> Cells:
    """Return what the registers know."""
    trouble = random.random()
    facts = {
        "founded_on": economy.founded_on.isoformat(), "industry": industry, "operating_zone": zone,
        "registered_zone": zone if random.random() < 0.93 else "other", "tax_zone": zone,
        "independent_legal_person": "true", "resident_enterprise": "true", "prohibited_product": "false",
        "foreign_invested": _yes(random.random() < 0.09),
        "dishonest_listed": _yes(trouble < 0.012), "abnormal_listed": _yes(0.012 <= trouble < 0.03),
        "major_penalty": _yes(0.03 <= trouble < 0.05), "major_accident": _yes(0.05 <= trouble < 0.056),
        "hightech": _yes(economy.hightech), "tech_sme": _yes(economy.tech_sme),
        "innovative_sme": _yes(economy.innovative_sme), "specialised": _yes(economy.specialised),
        "entered_statistics": _yes(economy.in_statistics),
    }  # fmt: skip
    if trouble < 0.012:
        facts["credit_repaired"] = _yes(random.random() < 0.3)
    return _kept(random, facts, _REGISTRY)


def _returns(random: Random, economy: Economy) -> Cells:
    """Return what statistics and tax returns know, for three years; a return is known as a whole."""
    cells: Cells = {}
    for back, year in enumerate(economy.years):
        if random.random() > _STATISTICS:
            continue
        at = f"@-{back}" if back else ""
        cells |= {
            f"revenue{at}": str(year.revenue), f"sales{at}": str(year.revenue),
            f"rd_expense{at}": str(year.rd), f"rd_expense_domestic{at}": str(year.rd),
            f"staff{at}": str(year.staff), f"st_staff{at}": str(year.st_staff),
        }  # fmt: skip
    if "revenue" in cells:
        revenue = economy.last.revenue
        cells |= {
            "total_income": str(revenue), "main_business_revenue": str(round(revenue * 0.94)),
            "hightech_income": str(round(revenue * economy.hightech_share)),
            "total_costs": str(revenue - economy.net_profit), "total_assets": str(economy.assets),
            "total_liabilities": str(economy.liabilities), "net_profit": str(economy.net_profit),
        }  # fmt: skip
    return cells


def _statements(random: Random, economy: Economy) -> Cells:
    """Return what only the firm itself can say."""
    researches = economy.last.rd > 0
    facts = {
        "owns_core_ip": _yes(researches and random.random() < 0.8),
        "hightech_field": _yes(researches and random.random() < 0.8),
        "has_rd_institution": _yes(researches and random.random() < 0.5),
        "innovation_score": str(round(min(98, max(20, random.gauss(72 if economy.hightech else 50, 11))))),
        "led_standard": _yes(random.random() < 0.04),
        "rd_platform_level": random.choices(("none", "city", "province", "national"), (70, 18, 10, 2))[0],
    }
    return _kept(random, facts, _SOFT)


def _member(random: Random, number: int, firm: Cells, members: Members, today: dt.date) -> Cells:
    id_ = f"{firm['id']}{_LETTER[members.about]}"
    head = {"id": id_, "name": f"演示{members.word}{number + 1:03}", "enterprise": firm["id"]}
    return head | _spread(random, members.facts, today)


def _spread(random: Random, facts: Mapping[str, Spread], today: dt.date) -> Cells:
    return {
        name: _drawn(random, spread, today)
        for name, spread in facts.items()
        if random.random() < spread.known
    }


def _drawn(random: Random, spread: Spread, today: dt.date) -> str:
    if spread.share is not None:
        return _yes(random.random() < spread.share)
    if spread.one_of is not None:
        return random.choices(list(spread.one_of), list(spread.one_of.values()))[0]
    if spread.years_ago is not None:
        days = random.uniform(*(365 * years for years in spread.years_ago))
        return (today - dt.timedelta(days=round(days))).isoformat()
    return _figure(random.lognormvariate(math.log(spread.around or 1), spread.spread))


def _figure(value: float) -> str:
    """Return a figure with two digits that say something."""
    size = 10 ** max(0, math.floor(math.log10(max(value, 1))) - 1)
    return str(round(value / size) * size)


def _kept(random: Random, facts: Cells, known: float) -> Cells:
    return {name: text for name, text in facts.items() if random.random() < known}


def _yes(value: bool) -> str:
    return "true" if value else "false"
