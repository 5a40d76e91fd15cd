"""Credit codes: the failing character is named."""

import pytest

from wotu.match.credit_code import WrongCreditCode, checked


@pytest.mark.parametrize(
    "code", ["914403001922038216", "91110000802100433B", "91350100M000100Y43", " 9135 0100-m000100y43 "]
)
def test_a_valid_code_is_returned_in_its_standard_form(code: str) -> None:
    assert checked(code) == code.replace(" ", "").replace("-", "").upper()


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("91440300192203821", "有17位"),
        ("914403001922038217", "第18位校验码不对，按其余各位应为6"),
        ("914403001922038217", "先看第1至8位和第18位"),
        ("914403001922038226", "第17位校验码也不对，按第9至16位应为1，先看第9至17位"),
        ("91440300I922038216", "第9位“I”"),
        ("9144X3001922038216", "第5位“X”"),
        ("914403001922038125", "校验码不对"),
    ],
)
def test_a_wrong_code_says_which_character(code: str, says: str) -> None:
    with pytest.raises(WrongCreditCode) as wrong:
        checked(code)

    assert says in wrong.value.text.zh
    assert wrong.value.text.en


def test_the_inner_check_digit_is_looked_at_too() -> None:
    from stdnum.cn import uscc

    body = "91440300192203822"  # the inner check digit should be 1
    with pytest.raises(WrongCreditCode, match="第17位校验码不对，按其余各位应为1"):
        checked(body + uscc.calc_check_digit(body))
