"""The admin holds users and clinics only: clinical records are never edited behind the application's back.

What is done here is in the audit trail of the clinic it was done to, as what is done on the site is.
"""

import allauth.account.admin
import allauth.mfa.admin  # noqa: F401 - both register tables of secrets, which are taken out again below
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group

from clinic.accounts.models import Clinic, Clinician
from clinic.audit.recording import Action, record

admin.site.site_header = admin.site.site_title = "Hipwise administration"
admin.site.unregister([Group, Authenticator, EmailAddress])


class _Recorded(admin.ModelAdmin):
    """Django's own log of the admin is kept too; it belongs to no clinic and can be changed."""

    def log_addition(self, request, obj, message):
        record(Action.CREATE, by=request.user, obj=obj, clinic=_clinic_of(obj))
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        record(Action.AMEND, by=request.user, obj=obj, clinic=_clinic_of(obj))
        return super().log_change(request, obj, message)


def _clinic_of(obj):
    return obj if isinstance(obj, Clinic) else obj.clinic


@admin.register(Clinic)
class ClinicAdmin(_Recorded):
    list_display = ["name", "telephone", "time_zone", "requires_second_factor"]
    search_fields = ["name"]
    exclude = ["colour"]  # its lead chooses it, on a page that shows what it looks like


@admin.register(Clinician)
class ClinicianAdmin(_Recorded, UserAdmin):
    list_display = ["username", "first_name", "last_name", "clinic", "role", "is_active"]
    list_filter = ["clinic", "role", "is_active"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Person", {"fields": ["first_name", "last_name", "email", "job_title"]}),
        ("Work", {"fields": ["clinic", "role", "is_active", "is_staff", "is_superuser"]}),
    ]
    add_fieldsets = [
        (None, {"classes": ["wide"], "fields": ["username", "usable_password", "password1", "password2"]}),
        ("Person", {"fields": ["first_name", "last_name", "email", "job_title"]}),
        ("Work", {"fields": ["clinic", "role", "is_staff", "is_superuser"]}),
    ]

    def has_delete_permission(self, request, obj=None):
        """Accounts are deactivated, so that what a person wrote keeps its author."""
        return False
