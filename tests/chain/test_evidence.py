"""The claims behind a lead."""

from tests.chain.small import firm, graph, makes, product, sale
from wotu.chain.evidence import LONGEST, Evidence


def test_makers_of_a_product_are_those_of_its_family_by_making_or_by_selling() -> None:
    evidence = Evidence(
        graph(
            firms=[firm("a"), firm("b"), firm("c")],
            products=[product("machines"), product("mocvd", parent="machines")],
            makes=[makes("a", "mocvd"), makes("c", "mocvd", "rejected")],
            supplies=[sale(1, "b", "c", "machines")],
        )
    )

    assert evidence.makers("machines") == {"a", "b"}
    assert evidence.confirmed_makers("machines") == {"a"}
    assert evidence.makers("mocvd") == {"a"}


def test_the_way_into_the_zone_is_the_shortest_and_not_longer_than_is_told() -> None:
    names = [f"f{at}" for at in range(LONGEST + 2)]
    evidence = Evidence(
        graph(
            firms=[firm(name, "Z" if name == "f0" else None) for name in names],
            products=[product("p")],
            supplies=[sale(at, names[at + 1], names[at]) for at in range(len(names) - 1)],
        )
    )

    (step,) = evidence.path(names[LONGEST], "p", {"f0"})
    assert step.claims == ("s2", "s1", "s0")
    assert evidence.path(names[LONGEST + 1], "p", {"f0"}) == ()


def test_a_claim_to_be_confirmed_says_so() -> None:
    evidence = Evidence(
        graph(firms=[firm("a")], products=[product("p")], makes=[makes("a", "p", "proposed")])
    )

    (step,) = evidence.path("a", "p", set())
    assert (step.text.zh, step.text.en) == ("a生产p（待确认）", "a makes p (to be confirmed)")


def test_an_inferred_claim_says_so() -> None:
    inferred = {**makes("a", "p", "proposed"), "kind": "inferred"}
    evidence = Evidence(graph(firms=[firm("a")], products=[product("p")], makes=[inferred]))

    (step,) = evidence.path("a", "p", set())
    assert (step.text.zh, step.text.en) == ("a生产p（推断，待确认）", "a makes p (inferred, to be confirmed)")
