"""Unified social credit codes (GB 32100-2015): which character is wrong, and what it should be.

Shape and the outer check digit (mod 31) come from python-stdnum. The inner one (GB 11714, mod 11,
the 17th character over the 9th to 16th) is checked here, because the library leaves it out.
"""

from stdnum.cn import uscc
from stdnum.exceptions import InvalidChecksum, InvalidFormat, InvalidLength

from wotu.rules.text import Text

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_INNER_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_INNER_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


class WrongCreditCode(ValueError):
    """A credit code is wrong; `text` says where, in both languages."""

    def __init__(self, text: Text) -> None:
        super().__init__(f"{text.zh} {text.en}")
        self.text = text


def checked(code: str) -> str:
    """Return the code in its standard form.

    Raises:
        WrongCreditCode: it is not a credit code; the message names the character.
    """
    compact = uscc.compact(code)
    try:
        uscc.validate(compact)
    except InvalidLength:
        raise WrongCreditCode(
            Text(
                f"统一社会信用代码有18位，这里有{len(compact)}位。",
                f"A credit code has 18 characters; this has {len(compact)}.",
            )
        ) from None
    except InvalidFormat:
        raise WrongCreditCode(_bad_character(compact)) from None
    except InvalidChecksum:
        raise WrongCreditCode(_outer_digit(compact)) from None
    expected = inner_digit(compact[8:16])
    if compact[16] != expected:
        raise WrongCreditCode(_check_digit(17, expected))
    return compact


def inner_digit(body: str) -> str:
    """Return the check character of an organisation code's first eight (GB 11714)."""
    total = sum(
        _INNER_ALPHABET.index(character) * weight
        for character, weight in zip(body, _INNER_WEIGHTS, strict=True)
    )
    return "0123456789X0"[11 - total % 11]


def _bad_character(code: str) -> Text:
    for place, character in enumerate(code, start=1):
        allowed = ALPHABET[:10] if place <= 8 else ALPHABET
        if character not in allowed:
            return Text(
                f"第{place}位“{character}”不能出现在统一社会信用代码中。",
                f"Character {place}, “{character}”, cannot stand in a credit code.",
            )
    return Text("统一社会信用代码格式不对。", "The credit code is malformed.")


def _outer_digit(code: str) -> Text:
    """Say that the last digit does not fit, and where to look: the inner one tells the halves apart."""
    outer, inner = _check_digit(18, uscc.calc_check_digit(code[:17])), inner_digit(code[8:16])
    if code[16] == inner:
        return Text(f"{outer.zh}第9至17位相符，先看第1至8位和第18位。",
                    f"{outer.en} Characters 9 to 17 agree: look at 1 to 8 and 18 first.")  # fmt: skip
    return Text(f"{outer.zh}第17位校验码也不对，按第9至16位应为{inner}，先看第9至17位。",
                f"{outer.en} Character 17, the other check digit, should be {inner} by 9 to 16: "
                "look at 9 to 17 first.")  # fmt: skip


def _check_digit(place: int, expected: str) -> Text:
    return Text(
        f"第{place}位校验码不对，按其余各位应为{expected}；请核对整个代码。",
        f"Character {place}, a check digit, should be {expected} by the others; compare the whole code.",
    )
