"""The account a person signs in with. What it may do is said by standings (`wotu.parties`), not here."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower


class UserManager(BaseUserManager["User"]):
    """Makes accounts and finds them by e-mail address, whatever its capitals."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        """Make an account; without a password it can only sign in by an identity service."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the account of an e-mail address."""
        return self.get(email__iexact=(username or "").strip())


class User(AbstractBaseUser):
    """One person's account.

    `is_demo` marks an account of the demonstration, whose password stands on the sign-in page;
    a public site refuses it.
    """

    email = models.EmailField(
        max_length=200,
        unique=True,
        error_messages={"unique": "这个邮箱已经注册。This e-mail address has an account already."},
    )
    name = models.CharField(max_length=100)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    joined_at = models.DateTimeField(null=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(email="") & Q(email=Lower("email")), name="account_email_lower",
                violation_error_message="请填写邮箱，一律小写。"
                "An account needs an e-mail address, in small letters.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name or self.email
