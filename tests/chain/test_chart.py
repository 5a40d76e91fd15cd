"""The map of a chain: what state each link is in, and why."""

from tests.chain.small import firm, graph, makes, product, sale
from wotu.chain.chart import Chart, arrows_of, chart, kinds_needed, makers_of, reason, state_of
from wotu.chain.graph.relations import Graph, Row
from wotu.chain.links import links
from wotu.rules.text import Text

STAGES: list[Row] = [
    {"chain": "led", "product": "wafer", "stage": 1, "place": 1},
    {"chain": "led", "product": "chip", "stage": 2, "place": 1},
    {"chain": "led", "product": "lamp", "stage": 3, "place": 1},
    {"chain": "led", "product": "idle", "stage": 1, "place": 2},
]


def _known() -> Graph:
    return graph(
        firms=[firm("a", "Z", size_fen=1), firm("b", "Z", size_fen=9), firm("far")],
        products=[product(one) for one in ("wafer", "chip", "lamp", "idle")],
        makes=[makes("a", "chip"), makes("b", "chip"), makes("a", "lamp"), makes("far", "wafer")],
        input_of=[
            {"input": "wafer", "output": "chip", "use": "material", "criticality": 2},
            {"input": "wafer", "output": "chip", "use": "material", "criticality": 3},
            {"input": "chip", "output": "lamp", "use": "component"},
            {"input": "chip", "output": "elsewhere", "use": "component"},
        ],
        supplies=[sale(1, None, "b", "wafer", amount_fen=100)],
    )


def _chart() -> Chart:
    known = _known()
    products = {row["id"]: row for row in known.rows("products")}
    found = {link.product: link for link in links(known, "Z")}
    return chart(STAGES, products, found, makers_of(known, "Z"), arrows_of(known), kinds={})


def test_each_link_is_strong_weak_missing_or_nobody_needs_it() -> None:
    found = _chart()

    assert {node.product: node.state for node in found.nodes} == {
        "wafer": "missing", "chip": "strong", "lamp": "weak", "idle": "unneeded",
    }  # fmt: skip
    assert found.counts == {"strong": 1, "weak": 1, "missing": 1, "unneeded": 1}


def test_makers_are_named_the_largest_first() -> None:
    by_id = {node.product: node for node in _chart().nodes}

    assert [maker.firm for maker in by_id["chip"].inside] == ["b", "a"]
    assert [maker.firm for maker in by_id["wafer"].outside] == ["far"]


def test_an_input_said_twice_is_one_arrow_with_the_greater_weight() -> None:
    arrows = {(one.input, one.output): one for one in _chart().arrows}

    assert arrows.keys() == {("wafer", "chip"), ("chip", "lamp")}
    assert arrows["wafer", "chip"].criticality == 3


def test_each_state_has_its_reason_in_words() -> None:
    said = {node.product: reason(node.link) for node in _chart().nodes}

    assert said["chip"].zh == "区内 2 家企业生产。"
    assert said["lamp"].en == "A single firm inside makes it."
    assert "区内无企业生产" in said["wafer"].zh
    assert "未见企业需要" in said["idle"].zh


def test_makers_who_make_too_little_are_a_reason_of_their_own() -> None:
    known = graph(
        firms=[firm("a", "Z"), firm("b", "Z"), firm("c", "Z")],
        products=[product("gas")],
        makes=[{**makes(one, "gas"), "capacity_fen": 4_000_000} for one in ("a", "b")],
        supplies=[sale(1, None, "c", "gas", amount_fen=9_000_000)],
    )

    (link,) = links(known, "Z")

    assert reason(link).zh == "区内 2 家企业生产，年产能合计8万元，低于区内一年的已知采购额9万元。"


def test_a_chain_without_links_is_an_empty_map() -> None:
    found = chart([], {}, {}, {}, [], kinds={})

    assert (found.nodes, found.layout.width, found.layout.height) == ((), 0, 0)


def test_a_family_is_missing_where_a_kind_of_it_is_needed_and_nobody_makes_any() -> None:
    known = graph(
        firms=[firm("a", "Z"), firm("far", "Y")],
        products=[product("tools"), product("mocvd", parent="tools"), product("gas")],
        makes=[makes("far", "mocvd")],
        supplies=[sale(1, "far", "a", "mocvd")],
    )
    found = {link.product: link for link in links(known, "Z")}

    kinds = kinds_needed(known, found)

    assert kinds == {"tools": (Text("mocvd", "mocvd"),)}
    assert state_of(found.get("tools"), kinds["tools"]) == "missing"
    assert reason(found.get("tools"), kinds["tools"]).zh == "区内无企业生产；区内企业需要其中的mocvd。"
    assert state_of(found.get("gas")) == "unneeded"
