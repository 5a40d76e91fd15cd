"""Claims read from texts: what is found, what is left alone, and how often that is right."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.chain.extraction_sample import BLIND, FIRMS, SAMPLE, Claim
from wotu.chain.extraction import Extracted, extract, sentences


def _plain(one: Extracted) -> tuple[str, ...]:
    firm = one.firm.key or one.firm.words
    if one.buyer is None:
        return ("makes", firm, one.product)
    return ("supplies", firm, one.product, one.buyer.key or one.buyer.words)


def measure(sample: list[tuple[str, set[Claim]]]) -> tuple[float, float, list[str]]:
    """Return precision and recall on the sample, and what was wrong or missed."""
    found = right = wanted = 0
    notes = []
    for text, claims in sample:
        read = {_plain(one) for one in extract(text, FIRMS)}
        found, right, wanted = found + len(read), right + len(read & claims), wanted + len(claims)
        notes += [f"wrong {one} in {text}" for one in read - claims]
        notes += [f"missed {one} in {text}" for one in claims - read]
    return right / found, right / wanted, notes


@pytest.mark.parametrize(
    ("sample", "least"), [(SAMPLE, (0.9, 0.85)), (BLIND, (0.8, 0.6))], ids=["mended by", "blind"]
)
def test_what_is_read_from_a_sample_is_mostly_right(
    sample: list[tuple[str, set[Claim]]], least: tuple[float, float]
) -> None:
    """docs/chain.md reports what was measured."""
    precision, recall, notes = measure(sample)

    assert precision >= least[0], notes
    assert recall >= least[1], notes


@pytest.mark.parametrize("odd", ["A", "A.", "A&", "Aa ", "有限公司", "产品", "，并"])
def test_an_odd_text_of_the_longest_length_is_read_at_once(odd: str) -> None:
    text = (odd * 20_000)[:20_000]
    begins = process_time()

    extract(text, {})

    assert process_time() - begins < 3


def test_a_firm_is_told_by_its_longest_name() -> None:
    firms = {"晨光": "short", "晨光光电股份有限公司": "long"}

    (found,) = extract("晨光光电股份有限公司主要生产外延片。", firms)

    assert found.firm.key == "long"


def test_a_firm_not_known_is_told_by_how_its_name_ends() -> None:
    (found,) = extract("晨光光电所用的高纯氨由九江华气有限公司供应。", FIRMS)

    assert (found.firm.words, found.firm.key, found.is_known) == ("九江华气有限公司", None, False)


def test_the_firm_spoken_of_last_is_meant_by_the_company() -> None:
    text = "晨光光电成立于2012年。公司主要产品为外延片，从爱思强进口MOCVD设备。"

    makes, supplies = sorted(extract(text, FIRMS), key=lambda one: one.says)

    assert (makes.firm.key, makes.product) == ("K1", "外延片")
    assert supplies.buyer is not None
    assert (supplies.firm.key, supplies.buyer.key, supplies.use, supplies.imported) == (
        "K6",
        "K1",
        "equipment",
        True,
    )
    assert text[makes.at :].startswith(makes.quote)


@pytest.mark.parametrize(
    "text", ["", "。。。", "\n\n", "公司生产外延片。", "<script>alert(1)</script>", "、、、和和和"]
)
def test_a_text_without_a_firm_says_nothing(text: str) -> None:
    assert extract(text, FIRMS) == []


_words = st.lists(
    st.sampled_from(
        [*FIRMS, "向", "采购", "生产", "、", "，", "。", "公司", "外延片", "的", "供应商", "为", "\n", " "]
    ),
    max_size=40,
).map("".join)


@given(text=_words)
def test_every_quote_stands_in_the_text_where_it_says(text: str) -> None:
    for at, sentence in sentences(text):
        assert text[at : at + len(sentence)] == sentence
    for one in extract(text, FIRMS):
        assert text[one.at : one.at + len(one.quote)] == one.quote
        assert one.firm != one.buyer


def test_a_text_in_traditional_characters_is_read_and_keeps_its_words() -> None:
    text = (
        "公告。贛江襯底有限公司主要產品為藍寶石襯底、導電膠。"
        "晨光光電有限公司向贛江襯底有限公司採購藍寶石襯底。"
    )
    firms = {"赣江衬底有限公司": "S", "晨光光電有限公司": "B"}

    found = extract(text, firms)

    assert [(one.says, one.firm.key, one.product) for one in found] == [
        ("makes", "S", "藍寶石襯底"), ("makes", "S", "導電膠"), ("supplies", "S", "藍寶石襯底"),
    ]  # fmt: skip
    assert all(text[one.at : one.at + len(one.quote)] == one.quote for one in found)
    assert found[2].buyer is not None
    assert found[2].buyer.words == "晨光光電有限公司"
