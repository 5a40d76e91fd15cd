"""What is asked: who supplies a missing category, whom a zone buys from, what a zone lacks."""

import random

import numpy as np

from benchmarks.chain.data import SEED, drawn, graph
from benchmarks.chain.measures import allowed, rank
from benchmarks.chain.partners import likely_suppliers
from wotu.chain.fused import Fused
from wotu.chain.gaps import gaps
from wotu.chain.links import links

FIRST = 20
CLUSTER = "led"
"""Buyers in whose text this word stands are the cluster that is never seen."""


def popularity(model, _buyers, _wanted):
    """Most customers first."""
    return model.customers.astype(float)


def common_neighbours(model, buyers, _wanted):
    """Most firms that both deal with."""
    found = np.zeros(model.size)
    for buyer in buyers:
        for other in model.walk.neighbours(model.number[buyer]):
            found[model.walk.neighbours(other)] += 1
    return found


def plain_walk(model, buyers, _wanted):
    """Personalised PageRank from the buyers."""
    start = np.zeros(model.size)
    start[[model.number[buyer] for buyer in buyers]] = 1
    return model.walk.near(np.where(model.walk.degree > 0, start, 0.0))


def walk_with_names(model, buyers, wanted):
    """Personalised PageRank from the names like the wanted one and the buyers, over firms and names."""
    return model.parts(buyers, wanted)["crossing"]


def category_alone(model, _buyers, wanted):
    """What the firm makes, was said to sell or is called, by the likeness of names."""
    return model.said_like(wanted)


def fused(model, buyers, wanted):
    """Name, category and graph: what `wotu.chain.leads` ranks by."""
    return model.scores(buyers, wanted)


METHODS = {
    "popularity": popularity,
    "common neighbours": common_neighbours,
    "plain personalised PageRank": plain_walk,
    "category alone": category_alone,
    "PageRank with the category": walk_with_names,
    "fused (`wotu.chain`)": fused,
}


def missing_category(statements, seed=SEED, methods=METHODS):
    """A fifth of the pairs hidden from every text; asked with the buyer and what it lacks."""
    hidden = set(drawn(statements.supplied, seed))
    model = Fused(graph(statements, statements.without(hidden)))
    return _asked(statements, model, hidden, methods)


def unseen_buyers(statements, seed=SEED, methods=METHODS):
    """A fifth of the buyers hidden: their own texts, and whatever names them as customers."""
    buyers = {buyer for _, buyer in statements.supplied}
    return _unseen(statements, set(drawn(buyers, seed)), methods)


def unseen_cluster(statements):
    """The same for every buyer of a cluster."""
    words = {row["focal_ticker"] for row in statements.rows if CLUSTER in _words(row).casefold()}
    return _unseen(statements, words)


def _unseen(statements, buyers, methods=METHODS):
    rows, hidden = statements.without_buyers(buyers)
    return _asked(statements, Fused(graph(statements, rows)), hidden, methods)


def _words(row):
    return f"{row['category']} {row['entity']} {row['tier_header']}"


def _asked(statements, model, hidden, methods):
    """Return for each method the ranks and which sellers it could score; and which sellers are known."""
    wanted = statements.wanted(hidden)
    ranks = {name: [] for name in methods}
    scored = {name: [] for name in methods}
    known = np.array([model.walk.degree[model.number[seller]] > 0 for seller, _ in wanted])
    for (seller, buyer), category in wanted.items():
        inside = allowed(model, seller, buyer, hidden)
        right = model.number[seller]
        for name, method in methods.items():
            scores = method(model, [buyer], category)
            ranks[name].append(rank(scores, right, inside))
            scored[name].append(_known_at_all(model, right) if method is fused else scores[right] > 0)
    return {name: (np.array(ranks[name]), np.array(scored[name])) for name in methods}, known, len(hidden)


def _known_at_all(model, firm):
    """Tell whether anything beyond its industry is known of a firm: a claim, or words about it."""
    said = (model._said, model._makes, model._called, model._serves)
    return bool(model.walk.degree[firm]) or any((of.firm == firm).any() for of in said)


class _Remembering(Fused):
    """Scores worked out once: both tables of outside suppliers ask for the same."""

    def __init__(self, *given):
        super().__init__(*given)
        self._kept = {}

    def scores(self, buyers, wanted):
        key = (*buyers, wanted)
        if key not in self._kept:
            self._kept[key] = super().scores(buyers, wanted)
        return self._kept[key]


def outside_suppliers(statements, seed=SEED):
    """Each industry as a zone: firms outside that supply it by hidden pairs; its known suppliers compete too.

    In the second answer they do not, and are not asked for. Nothing is said of what the zone lacks: the fused
    method goes through what its firms are known to buy (`benchmarks.chain.partners`).
    """
    hidden = set(drawn(statements.supplied, seed))
    rows = statements.without(hidden)
    model = _Remembering(graph(statements, rows))
    return tuple(_outside(statements, rows, model, hidden, new=new) for new in (False, True))


def _outside(statements, rows, model, hidden, *, new):
    needs = {}
    for row in rows:
        if row["role"] in ("supplier", "up") and row["category"]:
            needs.setdefault(row["focal_ticker"], {})[row["category"]] = None
    found = {name: [] for name in METHODS if "category" not in name}
    for industry in sorted({firm["industry"] for firm in statements.firms.values()}):
        zone = [ticker for ticker, firm in statements.firms.items() if firm["industry"] == industry]
        competing = np.ones(model.size, bool)
        competing[[model.number[firm] for firm in zone]] = False
        if new:
            competing[[model.number[s] for firm in zone for s in model.known.get(firm, ())]] = False
        right = {model.number[s] for s, b in hidden if b in zone}
        right = {at for at in right if competing[at]}
        if len(right) < 3:
            continue
        for name, answers in found.items():
            scores = _for_zone(METHODS[name], model, zone, needs, competing)
            order = np.argsort(-np.where(competing, scores, -np.inf), kind="stable")
            hits = len(set(order[:FIRST].tolist()) & right)
            answers.append((hits / len(right), hits / FIRST))
    return {name: np.array(pairs) for name, pairs in found.items()}


def _for_zone(method, model, zone, needs, inside):
    if method is not fused:
        return method(model, zone, "")
    return likely_suppliers(model, {buyer: needs.get(buyer, ()) for buyer in zone}, inside)


def planted_gaps(statements, zones=20, each=5, seed=SEED):
    """Zones of 60 firms around an industry; every maker of five products they buy is moved out.

    Asked for the missing links, among all that such a zone really lacks. A planted product is bought by two
    firms of the zone at least. Beside the ranking: the order by buyers everywhere, and the order by buyers
    in the zone.
    """
    dice = random.Random(seed)  # noqa: S311
    rows = statements.without(drawn(statements.supplied, seed))
    industries = {}
    for ticker, firm in statements.firms.items():
        industries.setdefault(firm["industry"], []).append(ticker)
    large = sorted(name for name, members in industries.items() if len(members) >= 25)
    places = {"gaps (`wotu.chain`)": [], "bought by most anywhere": [], "bought by most inside": []}
    for _ in range(zones):
        core = industries[dice.choice(large)]
        zone = set(dice.sample(sorted(core), min(30, len(core))))
        zone |= set(dice.sample(sorted(statements.firms.keys() - zone), 60 - len(zone)))
        whole = graph(statements, rows, zone)
        bought = [
            link for link in links(whole, "Z") if link.buyers > 1 and link.makers_inside + link.makers_outside
        ]
        planted = {link.product for link in dice.sample(bought, min(each, len(bought)))}
        makers = {row["firm"] for row in whole.rows("makes") if row["product"] in planted}
        makers |= {row["seller"] for row in whole.rows("supplies") if row["product"] in planted}
        lacking = graph(statements, rows, zone - makers)
        _place(lacking, planted, places)
    return {name: np.array(found) for name, found in places.items()}


def _place(lacking, planted, places):
    found = gaps(lacking, "Z")
    anywhere = {}
    for row in lacking.rows("supplies"):
        anywhere.setdefault(row["product"], set()).add(row["buyer"])
    orders = {
        "gaps (`wotu.chain`)": [gap.link.product for gap in found],
        "bought by most anywhere": sorted(
            (gap.link.product for gap in found), key=lambda one: (-len(anywhere.get(one, ())), one)
        ),
        "bought by most inside": [
            gap.link.product for gap in sorted(found, key=lambda gap: (-gap.link.buyers, gap.link.product))
        ],
    }
    for name, order in orders.items():
        place = {product: at for at, product in enumerate(order, start=1)}
        places[name] += [place.get(product, np.inf) for product in sorted(planted)]
