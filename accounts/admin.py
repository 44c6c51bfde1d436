from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group

from accounts.models import User

admin.site.unregister(Group)  # roles are memberships and appointments
# The site's own sign-in, with its limits on guessing; 403 to people who may not open the admin.
admin.site.login = secure_admin_login(admin.site.login)


class LowerCaseAddress:
    """People sign in with an address in small letters, however they type it."""

    def clean_email(self):
        return self.cleaned_data["email"].lower()


class NewPersonForm(LowerCaseAddress, AdminUserCreationForm):
    class Meta:
        model = User
        fields = ["email", "name"]


class PersonForm(LowerCaseAddress, UserChangeForm):
    class Meta:
        model = User
        fields = "__all__"


class PersonAdmin(UserAdmin):
    """Somebody who signs in. The app `consortia` registers it, with what the person may do for whom."""

    form = PersonForm
    add_form = NewPersonForm
    list_display = ["email", "name", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["email", "name"]
    ordering = ["email"]
    filter_horizontal = []
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["email", "name", "password"]}),
        ("How we write to them", {"fields": ["language", "wants_mail"]}),
        ("Rights", {"fields": ["is_active", "is_staff", "is_superuser"]}),
        ("Dates", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"classes": ["wide"], "fields": ["email", "name", "usable_password", "password1", "password2"]})
    ]

    def has_delete_permission(self, request, obj=None):
        """Nobody is deleted, because history names them. Untick “active” instead."""
        return False
