"""From text to syntax: the whitelisted subset of SQL, read by sqlglot.

The dialect knows no function at all, so every call comes out as a plain name that `typing` must
recognise; nothing is interpreted on the way. Size and depth are bounded before parsing starts.
"""

import logging

from sqlglot import exp, parser
from sqlglot.dialects.dialect import Dialect
from sqlglot.errors import ParseError, TokenError
from sqlglot.tokenizer_core import Token, TokenType

from wotu.rules.problems import ExpressionError

MAX_CHARACTERS = 8_000
MAX_TOKENS = 1_500
MAX_DEPTH = 30

logging.getLogger("sqlglot").setLevel(logging.ERROR)


class Clauses(Dialect):
    """SQL without functions, clocks or statements of its own."""

    class Parser(parser.Parser):
        """Everything that looks like a call stays an anonymous call."""

        FUNCTIONS = {}
        FUNCTION_PARSERS = {}
        NO_PAREN_FUNCTIONS = {}
        NO_PAREN_FUNCTION_PARSERS = {"CASE": parser.Parser.NO_PAREN_FUNCTION_PARSERS["CASE"]}


def read_syntax(text: str) -> exp.Expr:
    """Parse one expression.

    Raises:
        ExpressionError: it is empty, too large, too deep, or not an expression.
    """
    if not text.strip():
        raise ExpressionError("the expression is empty")
    if len(text) > MAX_CHARACTERS:
        raise ExpressionError(
            f"the expression has {len(text)} characters, more than {MAX_CHARACTERS}",
            "move parts of it into definitions",
        )
    dialect = Clauses()
    try:
        tokens = dialect.tokenize(text)
        _bound(tokens)
        parsed = dialect.parser().parse(tokens, text)
    except (ParseError, TokenError) as error:
        raise _syntax_error(error) from None
    except RecursionError:
        raise ExpressionError("the expression is nested too deeply") from None
    if len(parsed) != 1 or parsed[0] is None:
        raise ExpressionError("one expression is allowed, not several statements", "remove the semicolon")
    return parsed[0]


def offset_of(node: exp.Expr) -> int:
    """Return where the first token of `node` that knows its place stands."""
    starts = [int(part.meta["start"]) for part in node.walk() if "start" in part.meta]
    return min(starts, default=0)


_OPENING = {TokenType.L_PAREN, TokenType.L_BRACKET, TokenType.L_BRACE, TokenType.CASE}
_CLOSING = {TokenType.R_PAREN, TokenType.R_BRACKET, TokenType.R_BRACE, TokenType.END}
_UNARY = {TokenType.NOT, TokenType.DASH, TokenType.PLUS, TokenType.TILDE}


def _bound(tokens: list[Token]) -> None:
    if len(tokens) > MAX_TOKENS:
        raise ExpressionError(f"the expression has {len(tokens)} words, more than {MAX_TOKENS}")
    depth = run = 0
    for token in tokens:
        depth += (token.token_type in _OPENING) - (token.token_type in _CLOSING)
        run = run + 1 if token.token_type in _UNARY else 0
        if depth > MAX_DEPTH or run > MAX_DEPTH:
            raise ExpressionError(f"nested deeper than {MAX_DEPTH} levels", offset=token.start)
        if token.comments:
            raise ExpressionError("comments are not allowed in an expression", "use YAML's #", token.start)


def _syntax_error(error: ParseError | TokenError) -> ExpressionError:
    details = getattr(error, "errors", None) or [{}]
    first = details[0]
    message = str(first.get("description") or error).split("\n")[0]
    offset = max(int(first.get("col") or 1) - 1, 0)
    near = str(first.get("highlight") or "")
    return ExpressionError(f"not an expression: {message}", f"near {near!r}" if near else "", offset)
