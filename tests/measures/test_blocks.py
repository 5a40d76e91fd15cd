"""A measure cut out of its file and put back: nothing else of the file moves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.small_zone import MEASURES
from wotu.measures.blocks import block_of, named_in, with_new_measure
from wotu.refusal import CannotDo

FILES = {"measures/all.yaml": MEASURES}
COMMENTED = """\
# All of it.

- measure: z.a
  title: a

# About b.
- measure: z.b
  title: b
"""


@pytest.mark.parametrize("measure", named_in(MEASURES))
def test_a_block_put_back_unchanged_changes_nothing(measure: str) -> None:
    block = block_of(FILES, measure)
    assert block is not None

    assert block.put_back(block.text) == MEASURES


def test_a_comment_stays_with_the_measure_below_it() -> None:
    block = block_of({"measures/x.yaml": COMMENTED}, "z.a")
    assert block is not None

    assert block.text == "- measure: z.a\n  title: a\n"
    assert block.first == 3
    assert block.put_back("- measure: z.a\n  title: other") == COMMENTED.replace("title: a", "title: other")


def test_an_emptied_block_takes_the_measure_out() -> None:
    block = block_of({"measures/x.yaml": COMMENTED}, "z.b")
    assert block is not None

    assert named_in(block.put_back("  \n\n".strip())) == ["z.a"]


def test_a_file_of_one_measure_is_its_block() -> None:
    text = "measure: z.a\ntitle: a\n"
    block = block_of({"measures/x.yaml": text}, "z.a")
    assert block is not None

    assert (block.text, block.first) == (text, 1)
    with pytest.raises(CannotDo):
        with_new_measure({"measures/x.yaml": text}, "measures/x.yaml", "- measure: z.b\n")


def test_a_measure_no_file_has_is_not_found() -> None:
    assert block_of(FILES, "small.none") is None
    assert block_of({"examples/x.yaml": MEASURES}, "small.staff") is None


@given(st.text(st.sampled_from("- measure:z.\n#ab ")))
def test_whatever_is_typed_stands_between_what_was_before_and_after(typed: str) -> None:
    block = block_of({"measures/x.yaml": COMMENTED}, "z.a")
    assert block is not None

    whole = block.put_back(typed)

    assert whole.startswith("# All of it.\n\n")
    assert whole.endswith("# About b.\n- measure: z.b\n  title: b\n")
    assert typed.strip("\n") in whole
