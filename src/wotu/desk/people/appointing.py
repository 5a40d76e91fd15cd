"""Whose account an appointment goes to."""

import datetime as dt

from wotu.access import mail
from wotu.accounts.models import User
from wotu.accounts.reads import account, is_verified
from wotu.accounts.verbs import register_account
from wotu.refusal import CannotDo


def appointee(*, email: str, name: str, by: str, now: dt.datetime) -> User:
    """Return the account of an address, or make one that opens by a link mailed to it.

    Raises:
        CannotDo: somebody signs in with the address and has not shown it to be theirs.
    """
    known = account(email)
    if known is None:
        return register_account(email=email, name=name, password=None, by=by, now=now)
    if known.has_usable_password() and not is_verified(known):
        raise CannotDo(
            "这个账号的邮箱还没有验证，不能确认是本人。请本人登录后在“我的账号”里验证邮箱，再任命。",
            "This account has not verified its address, so it might be somebody else's. Ask them "
            "to verify it under “My account”, then appoint them.",
        )
    return known


def tell(user: User, zone_name: str, role: str, sign_in: str, password: str) -> None:
    """Write to an appointed person where to sign in; who has no password yet, how to set one."""
    how = sign_in if user.has_usable_password() else password
    mail.send(
        user.email,
        "您在沃土有了新的岗位 You hold a new office at Wotu",
        f"{user.name}：您好。\n\n您已被任命：{zone_name}，{role}。请打开：\n"
        f"You were appointed at {zone_name} as {role}. Open:\n\n{how}\n",
    )
