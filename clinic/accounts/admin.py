"""The admin holds users and clinics only: clinical records are never edited behind the application's back."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group

from clinic.accounts.models import Clinic, Clinician

admin.site.site_header = admin.site.site_title = "Hipwise administration"
admin.site.unregister(Group)


@admin.register(Clinic)
class ClinicAdmin(admin.ModelAdmin):
    list_display = ["name", "telephone", "time_zone"]
    search_fields = ["name"]


@admin.register(Clinician)
class ClinicianAdmin(UserAdmin):
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
