"""Pairs of names to look at."""

from wotu.chain.names.alike import alike


def test_names_that_are_alike_are_paired_once_the_likest_first() -> None:
    pairs = alike(["LED 照明", "照明 LED", "印制电路板", "印制电路板业务", "牛奶"], least=0.6)

    assert [(pair.name, pair.other) for pair in pairs] == [
        ("LED 照明", "照明 LED"),
        ("印制电路板", "印制电路板业务"),
    ]
    assert 1 > pairs[0].score > pairs[1].score >= 0.6


def test_a_name_is_paired_with_its_likest_few() -> None:
    names = ["压片机", *(f"压片机{letter}" for letter in "abcdef")]

    assert sum(pair.name == "压片机" for pair in alike(names, least=0.3, most=2)) == 2
