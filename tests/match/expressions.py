"""Random typed expressions and random facts, for holding two ways of evaluating together."""

from fractions import Fraction

from hypothesis import strategies as st

from wotu.rules import nodes as n
from wotu.rules.quantity import MONEY
from wotu.rules.text import Text
from wotu.rules.vocabulary import BARE, BOOLEAN, DATE, TEXT, Fact, Slot, Type

YUAN = Type("number", MONEY)
WORDS = ("", "C", "C39", "C3975", "I65", "软件")
VOCABULARY = {
    fact.name: fact
    for fact in (
        Fact("money_a", Text("甲", "A"), YUAN, scale=Fraction(1, 100)),
        Fact("money_b", Text("乙", "B"), YUAN, scale=Fraction(1, 100)),
        Fact("count", Text("数", "Count"), BARE),
        Fact("rate", Text("率", "Rate"), Type("number", percent=True), scale=Fraction(1, 10**6)),
        Fact("flag", Text("是", "Flag"), BOOLEAN),
        Fact("other", Text("否", "Other"), BOOLEAN),
        Fact("day", Text("日", "Day"), DATE),
        Fact("word", Text("字", "Word"), TEXT),
    )
}
_STORED = st.one_of(st.integers(-50, 50), st.integers(-(10**6), 10**6), st.integers(-(1 << 61), 1 << 61))
_DAYS = st.one_of(st.integers(-800, 25_000), st.integers(-700_000, 2_900_000))


@st.composite
def facts(draw: st.DrawFn) -> dict[Slot, object]:
    """Return what is known about one subject; anything may be unknown."""
    found: dict[Slot, object] = {}
    for fact in VOCABULARY.values():
        if draw(st.integers(0, 4)) == 0:
            continue
        if fact.type.kind == "number":
            value: object = draw(_STORED) * fact.scale
        elif fact.type.kind == "date":
            value = draw(_DAYS)
        elif fact.type.kind == "text":
            value = draw(st.sampled_from(WORDS))
        else:
            value = draw(st.booleans())
        found[Slot(fact.name)] = value
    return found


def _refs(kind: str) -> st.SearchStrategy[n.Node]:
    names = [f.name for f in VOCABULARY.values() if f.type.kind == kind]
    return st.sampled_from(names).map(lambda name: n.FactRef(VOCABULARY[name].type, Slot(name)))


_CONSTANTS = st.fractions(min_value=-1000, max_value=1000, max_denominator=100).map(
    lambda q: n.Const(BARE, q)
)
texts: st.SearchStrategy[n.Node] = st.deferred(
    lambda: st.one_of(
        _refs("text"),
        st.sampled_from(WORDS).map(lambda w: n.Const(TEXT, w)),
        st.builds(n.Choose, st.just(TEXT), conditions, _refs("text"), texts),
    )
)
dates: st.SearchStrategy[n.Node] = st.deferred(
    lambda: st.one_of(
        _refs("date"),
        _DAYS.map(lambda d: n.Const(DATE, d)),
        st.builds(n.Shift, st.just(DATE), dates, numbers, st.sampled_from(["days", "months"])),
        st.builds(
            n.Extreme,
            st.just(DATE),
            st.sampled_from(["least", "greatest"]),
            st.tuples(dates, dates),
        ),
        st.builds(n.Choose, st.just(DATE), conditions, dates, dates),
    )
)
numbers: st.SearchStrategy[n.Node] = st.deferred(
    lambda: st.one_of(
        _refs("number"),
        _CONSTANTS,
        st.builds(n.Arithmetic, st.just(BARE), st.sampled_from("+-*/"), numbers, numbers),
        st.builds(
            n.Extreme,
            st.just(BARE),
            st.sampled_from(["least", "greatest"]),
            st.tuples(numbers, numbers),
        ),
        st.builds(
            n.Whole,
            st.just(BARE),
            numbers,
            st.sampled_from([Fraction(1), Fraction(1, 100), Fraction(12)]),
            st.sampled_from(["floor", "ceil", "half_up"]),
        ),
        st.builds(n.Choose, st.just(BARE), conditions, numbers, numbers),
        st.builds(n.YearOf, st.just(BARE), dates),
        st.builds(n.Elapsed, st.just(BARE), dates, dates, st.sampled_from(["days", "months", "years"])),
    )
)
conditions: st.SearchStrategy[n.Node] = st.deferred(
    lambda: st.one_of(
        _refs("boolean"),
        st.booleans().map(lambda b: n.Const(BOOLEAN, b)),
        st.just(n.NotKnown(BOOLEAN)),
        st.builds(
            n.Compare,
            st.just(BOOLEAN),
            st.sampled_from(["=", "<>", "<", "<=", ">", ">="]),
            numbers,
            numbers,
        ),
        st.builds(n.Compare, st.just(BOOLEAN), st.sampled_from(["=", "<", ">="]), dates, dates),
        st.builds(n.Compare, st.just(BOOLEAN), st.sampled_from(["=", "<>"]), texts, texts),
        st.builds(n.OneOf, st.just(BOOLEAN), texts, st.just(("C39", "I65")), st.booleans()),
        st.builds(
            n.Logic,
            st.just(BOOLEAN),
            st.sampled_from(["and", "or"]),
            st.tuples(conditions, conditions),
        ),
        st.builds(n.Not, st.just(BOOLEAN), conditions),
        st.builds(n.Choose, st.just(BOOLEAN), conditions, conditions, conditions),
    )
)
