"""Reading accounts."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from wotu.accounts.models import User


def account(email: str) -> User | None:
    """Return the account of an e-mail address, whatever its capitals."""
    return User.objects.filter(email=email.strip().lower()).first()


def is_verified(user: User) -> bool:
    """Tell whether the account's address is known to be its person's own."""
    return bool(EmailAddress.objects.filter(user=user, email=user.email, verified=True).exists())


def has_second_factor(user: User) -> bool:
    """Tell whether signing in takes a second step: an authenticator or a passkey."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(Authenticator.objects.filter(user=user, type__in=kinds).exists())
