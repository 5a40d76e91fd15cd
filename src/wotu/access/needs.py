"""What an address needs of whoever asks for it. An address that does not say is shut."""

from collections.abc import Callable
from typing import Final, Literal, TypeVar

from wotu.access.rights import RIGHTS, Right

Need = Literal["public", "signed_in"] | Right
PUBLIC: Final = "public"
SIGNED_IN: Final = "signed_in"

View = TypeVar("View", bound=Callable[..., object])


def open_to(need: Need) -> Callable[[View], View]:
    """Say who may come to a view: everybody, every account, or an official with a right.

    A right counts in the zone the address names, or in any of the actor's zones where it names none.
    This is the first door only: each object the view reaches for has its own (`doors`).
    """
    if need not in (PUBLIC, SIGNED_IN, *RIGHTS):
        raise ValueError(f"there is no right `{need}`")

    def mark(view: View) -> View:
        view.needs = need  # type: ignore[attr-defined]
        return view

    return mark


def need_of(view: object) -> Need | None:
    """Return what a view needs, or None where nobody said."""
    return getattr(view, "needs", None)
