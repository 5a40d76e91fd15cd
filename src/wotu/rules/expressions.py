"""Reading an expression: text in, typed tree out."""

from wotu.rules.functions import FUNCTIONS
from wotu.rules.grammar import read_syntax
from wotu.rules.nodes import Node, size_and_depth
from wotu.rules.problems import ExpressionError
from wotu.rules.typing import Builder, Scope, bare_literal, require
from wotu.rules.vocabulary import Type

MAX_TREE_DEPTH = 200


def read_expression(text: str, scope: Scope, expected: Type | None = None) -> Node:
    """Read an expression, or a bare quantity such as `20万元`, and check it against `expected`.

    Raises:
        ExpressionError: it is not in the language, a name is unknown, or types or units do not fit.
    """
    literal = bare_literal(text, expected)
    if literal is not None:
        node = literal
    else:
        try:
            node = Builder(scope, FUNCTIONS).build(read_syntax(text), expected)
        except RecursionError:
            raise ExpressionError("the expression is nested too deeply") from None
        if size_and_depth(node)[1] > MAX_TREE_DEPTH:
            raise ExpressionError("the expression is nested too deeply", "split it into definitions")
    if expected is not None:
        require(node, expected, 0)
    return node
