"""How people sign in: what this house changes about allauth.

There is no open registration: an account comes by invitation, by appointment, or by the identity service.
"""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import ResetPasswordKeyForm
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import get_language

from wotu.access import limits, notices
from wotu.access.actor import actor_of
from wotu.accounts.models import User
from wotu.accounts.verbs import LONGEST_EMAIL, verify_address
from wotu.audit.verbs import note
from wotu.parties.reads import enterprises_served, people_served


def _chosen(zh: str, en: str) -> str:
    return en if (get_language() or "").startswith("en") else zh


_said = lazy(_chosen, str)


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Passwords, mails, and where people go once they are in."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _said("这个账号已停用。", "This account is not active."),
        "email_password_mismatch": _said(
            "邮箱或密码不对。没有设过密码的，请用下面的链接设置。",
            "The address or the password is wrong. If you never set a password, use the link below.",
        ),
        "email_too_long": _said(
            f"邮箱最长{LONGEST_EMAIL}个字符。", f"An address may have {LONGEST_EMAIL} characters."
        ),
        "email_taken": _said("这个邮箱已经有账号了。", "This address has an account already."),
        "duplicate_email": _said("这就是现在的邮箱。", "This is the address already."),
        "enter_current_password": _said("现在的密码不对。", "The current password is wrong."),
        "incorrect_code": _said("验证码不对。", "The code is wrong."),
        "incorrect_password": _said("密码不对。", "The password is wrong."),
        "invalid_password_reset": _said("链接已失效。", "The link is no longer valid."),
        "too_many_login_attempts": _said(
            "错误次数太多，请 5 分钟后再试。", "Too many wrong attempts; try again in 5 minutes."
        ),
        "rate_limited": _said("太快了，请过一会儿再试。", "Too fast; try again in a while."),
        "unverified_primary_email": _said("请先验证邮箱。", "Verify the address first."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Nobody registers themselves."""
        return False

    def clean_email(self, email: str) -> str:
        """Keep addresses as short as the audit trail needs them."""
        if len(email) > LONGEST_EMAIL:
            raise self.validation_error("email_too_long")
        return email

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the visitor's address as our own limits see it."""
        return limits.address(request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Go to the desk, to the only firm, or to one's own page."""
        return first_page(request.user)

    def pre_login(self, request: HttpRequest, user: User, **said: Any) -> HttpResponse | None:
        """Refuse a demonstration account where nothing is demonstrated."""
        if user.is_demo and not settings.WOTU_DEMO:
            inactive: HttpResponse = self.respond_user_inactive(request, user)
            return inactive
        return super().pre_login(request, user, **said)  # type: ignore[no-any-return]

    def format_email_subject(self, subject: str) -> str:
        """Say in each subject who writes, nothing more."""
        return subject

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: Any = None,  # noqa: ARG002 - allauth's signature
        email: str | None = None,
    ) -> None:
        """Tell somebody that the security of their account was changed."""
        notices.tell(user, template_prefix, address=self.get_client_ip(self.request), to=email or "")

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Leave demonstration accounts as they are: everybody knows their password."""
        if not user.is_demo:
            super().send_password_reset_mail(user, email, context)


class NewPassword(ResetPasswordKeyForm):  # type: ignore[misc]
    """Setting a password by a link that was mailed: it also shows that the address is theirs."""

    def save(self) -> None:
        """Keep the password, and that the address is verified."""
        super().save()
        verify_address(user=self.user, by=self.user.email, now=timezone.now())


class Identities(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """The identity service (统一身份认证): whoever it knows may have an account."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002
        """Let anybody in whom the service vouches for; what they may do is said by standings."""
        return True

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        """Take name and address from the service."""
        user: User = super().populate_user(request, sociallogin, data)
        user.name = str(data.get("name") or data.get("username") or user.email.partition("@")[0])[:100]
        user.joined_at = timezone.now()
        return user

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> User:
        """Make the account, with its entry in the audit trail."""
        user: User = super().save_user(request, sociallogin, form)
        by = f"oidc:{sociallogin.account.provider}"
        note(verb="register_account", about=user.email, by=by, now=timezone.now())
        return user


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """Authenticators, passkeys and recovery codes."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _said(
            "验证码不对，请看看手机时间是否准确。", "The code is wrong; is the phone's clock right?"
        ),
        "unverified_email": _said(
            "请先验证邮箱，再设置第二步验证。", "Verify the e-mail address before setting up the second step."
        ),
        "cannot_delete_authenticator": _said("不能停用。", "It cannot be turned off."),
        "cannot_generate_recovery_codes": _said(
            "先设置一种第二步验证，才有恢复码。", "Recovery codes come with a second step; set one up first."
        ),
        "add_email_blocked": _said(
            "启用第二步验证之后不能更换邮箱；请先停用。",
            "With a second step in use the address cannot be changed; turn it off first.",
        ),
    }

    def generate_authenticator_name(self, user: User, type: Any) -> str:  # noqa: A002 - allauth's signature
        """Propose a name for a passkey, in the reader's language."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _chosen(f"通行密钥 {number}", f"Passkey {number}")


def first_page(user: object) -> str:
    """Return where somebody begins: their desk, their only firm, their own record, or all they serve."""
    today = timezone.localdate()
    asking = actor_of(user, today)
    if asking.offices:
        return reverse("desk:home")
    if asking.needs_second_factor:
        return reverse("mfa_index")
    firms = enterprises_served(asking.members)
    if len(firms) == 1 and not asking.partners:
        return reverse("portal:firm", args=[firms[0].slug])
    people = [] if firms or asking.partners else people_served(asking.members)
    if len(people) == 1:
        return reverse("portal:talent", args=[people[0].slug])
    return reverse("portal:mine")
