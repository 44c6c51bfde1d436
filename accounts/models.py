from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower, Now


class UserManager(BaseUserManager):
    """Makes people who sign in with an e-mail address."""

    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email):
        return self.get(email=email.lower())

    def administrators(self):
        """Those who may change everything in the admin today."""
        return self.filter(is_superuser=True, is_active=True)


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in. What they may do is said by memberships and appointments, not here."""

    email = models.EmailField("e-mail address", unique=True)
    name = models.CharField(max_length=150, blank=True, db_default="")
    language = models.CharField(max_length=10, db_default="en", default="en")
    wants_mail = models.BooleanField(
        "e-mail me when something needs me", db_default=True, default=True, help_text="You can change this at any time."
    )
    is_staff = models.BooleanField(
        "may open the admin", db_default=False, default=False, help_text="For people who run this site."
    )
    is_active = models.BooleanField(db_default=True, default=True)
    date_joined = models.DateTimeField(db_default=Now(), editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "people"
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once",
                violation_error_message="Somebody has this e-mail address already.",
            )
        ]

    def __str__(self):
        return self.name or self.email

    @property
    def public_name(self):
        """How other people are told who this is: never by the e-mail address, which is for signing in."""
        return self.name or "A colleague"

    def get_full_name(self):
        return str(self)

    def get_short_name(self):
        return str(self)
