"""The alias table decides; likeness only proposes."""

import pytest

from wotu.chain.names.aliases import Aliases

TABLE = [
    ("MOCVD 设备", "mocvd"),
    ("金属有机化学气相沉积设备", "mocvd"),
    ("LED 芯片", "chip"),
    ("LED 封装器件", "package"),
]


def test_a_known_name_is_certain_in_any_spelling() -> None:
    aliases = Aliases(TABLE)

    assert aliases.product("ｍｏｃｖｄ设备") == "mocvd"
    assert [(one.product, one.score) for one in aliases.candidates("MOCVD设备")] == [("mocvd", 1.0)]


def test_a_likeness_is_a_proposal_and_never_the_answer() -> None:
    aliases = Aliases(TABLE)

    assert aliases.product("气相沉积设备") is None
    best = aliases.candidates("气相沉积设备")[0]
    assert (best.product, best.name) == ("mocvd", "金属有机化学气相沉积设备")
    assert 0.2 <= best.score < 1


def test_each_product_is_proposed_once() -> None:
    found = [one.product for one in Aliases(TABLE).candidates("LED 器件", least=0.0)]

    assert len(found) == len(set(found))


def test_a_name_cannot_mean_two_products() -> None:
    with pytest.raises(ValueError, match="both chip and die"):
        Aliases([*TABLE, ("led芯片", "die")])
