"""Name, category and graph in one score."""

import numpy as np

from tests.chain.small import firm, graph, makes, product, sale
from wotu.chain.fused import PARTS, WEIGHTS, Fused
from wotu.chain.graph.relations import Graph


def _chain() -> Graph:
    return graph(
        firms=[
            firm("buyer", "Z", industry="epitaxy", sector="led"),
            firm("peer", "Y", industry="epitaxy", sector="led"),
            firm("reactors", industry="machines"),
            firm("gases", industry="chemicals"),
            firm("milk", industry="food"),
            firm("外延炉公司"),
        ],
        products=[product("MOCVD 设备"), product("外延片"), product("高纯氨"), product("牛奶")],
        makes=[makes("buyer", "外延片"), makes("peer", "外延片"), makes("milk", "牛奶")],
        supplies=[
            sale(1, "reactors", "peer", "MOCVD 设备"),
            sale(2, "gases", "peer", "高纯氨"),
            sale(3, "gases", "buyer", "高纯氨"),
        ],
    )


def _best(model: Fused, wanted: str) -> str:
    scores = model.scores(["buyer"], wanted)
    scores[model.number["buyer"]] = -np.inf
    return model.ids[int(scores.argmax())]


def test_who_sold_such_a_thing_to_a_firm_like_the_buyer_comes_first() -> None:
    assert _best(Fused(_chain()), "MOCVD 外延设备") == "reactors"
    assert _best(Fused(_chain()), "氨") == "gases"


def test_a_name_that_speaks_of_the_thing_counts() -> None:
    parts = Fused(_chain()).parts(["buyer"], "外延炉")

    assert parts["named"].argmax() == 5


def test_every_part_has_a_weight_and_none_is_negative() -> None:
    parts = Fused(_chain()).parts(["buyer"], "氨")

    assert set(parts) == set(PARTS) == set(WEIGHTS)
    assert all(weight >= 0 for weight in WEIGHTS.values())
    assert all((part >= 0).all() for part in parts.values())


def test_a_rejected_or_inferred_claim_teaches_nothing() -> None:
    def model(**more: str) -> Fused:
        return Fused(
            graph(
                firms=[firm("buyer", "Z"), firm("peer"), firm("s")],
                products=[product("氨")],
                supplies=[sale(1, "s", "peer", "氨", **more)],
            )
        )

    assert model().said_like("氨")[2] > 0
    assert not model(state="rejected").said_like("氨")[2]
    assert not model(kind="inferred").said_like("氨")[2]


def test_of_whom_nothing_is_said_stands_in_the_middle_and_not_last() -> None:
    said = [
        makes("led", "外延片"),
        makes("led too", "外延片"),
        makes("milk", "牛奶"),
        makes("cheese", "牛奶"),
    ]
    firms = [firm("buyer", "Z"), *(firm(row["firm"]) for row in said)]
    model = Fused(graph(firms=firms, products=[product("外延片"), product("牛奶")], makes=said))
    senses = model.parts(["buyer"], "外延片")["senses"]

    assert senses[model.number["milk"]] < senses[model.number["buyer"]] < senses[model.number["led"]]


def test_a_name_like_those_of_firms_that_make_it_is_near_in_sense() -> None:
    said = [makes("甲封測", "測試代工"), makes("乙封測", "測試代工"), makes("丁乳業", "牛奶")]
    firms = [firm("buyer", "Z"), *(firm(row["firm"]) for row in said), firm("丙封測"), firm("戊乳業")]
    model = Fused(graph(firms=firms, products=[product("測試代工"), product("牛奶")], makes=said))
    senses = model.parts(["buyer"], "測試代工")["senses"]

    assert senses[model.number["丙封測"]] > senses[model.number["戊乳業"]]


def test_a_firm_of_an_industry_that_sells_such_things_precedes_one_of_another() -> None:
    model = Fused(
        graph(
            firms=[
                firm("buyer", "Z"),
                firm("s", industry="machines"),
                firm("t", industry="machines"),
                firm("dairy", industry="food"),
                firm("shop", industry="food"),
            ],
            products=[product("外延设备"), product("外延炉"), product("牛奶")],
            supplies=[
                sale(1, "s", "shop", "外延设备"),
                sale(2, "t", "shop", "外延炉"),
                sale(3, "dairy", "shop", "牛奶"),
                sale(4, "dairy", "buyer", "牛奶"),
            ],
        )
    )
    trade = model.parts(["buyer"], "外延")["trade"]

    assert trade[model.number["t"]] == trade[model.number["s"]] > trade[model.number["shop"]]


def test_what_others_call_a_firm_speaks_for_it() -> None:
    called = Fused(
        graph(
            firms=[firm("buyer", "Z"), firm("reactors"), firm("milk")],
            described=[
                {"firm": "reactors", "words": "外延设备厂"},
                {"firm": "milk", "words": "乳品厂"},
            ],
        )
    )

    assert _best(called, "外延设备") == "reactors"


def test_a_firm_that_sold_it_to_a_firm_like_the_buyer_precedes_one_that_sold_it_to_others() -> None:
    model = Fused(
        graph(
            firms=[
                firm("buyer", "Z", industry="led"),
                firm("peer", industry="led"),
                firm("dairy"),
                *map(firm, "st"),
            ],
            products=[product("设备")],
            supplies=[sale(1, "s", "dairy", "设备"), sale(2, "t", "peer", "设备")],
        )
    )
    sold = model.parts(["buyer"], "设备")["sold"]

    assert sold[model.number["t"]] > sold[model.number["s"]] > 0


def test_a_buyer_nobody_has_seen_is_asked_for_too() -> None:
    unseen = graph(
        firms=[firm("new", "Z"), firm("peer"), firm("s"), firm("t")],
        products=[product("氨"), product("牛奶")],
        supplies=[sale(1, "s", "peer", "氨"), sale(2, "t", "peer", "牛奶")],
    )
    model = Fused(unseen)

    assert model.ids[int(model.scores(["new"], "高纯氨").argmax())] == "s"
