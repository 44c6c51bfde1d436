from django import forms
from django.contrib import admin

from assets.models import Asset, Audience, Category, Decision, Determinant, Feature, Licence
from consortia.admin import Kept

CODES = {
    "category_ids": Category,
    "audience_ids": Audience,
    "determinant_ids": Determinant,
    "feature_ids": Feature,
    "absent_feature_ids": Feature,
}


class CodesField(forms.ModelMultipleChoiceField):
    """Codes chosen by name and stored as a list of ids."""

    def clean(self, value):
        return [code.pk for code in super().clean(value)]


class EntryForm(forms.ModelForm):
    """Knows from which version it was filled, so that nobody overwrites what they have not seen."""

    base_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.initial["base_version"] = self.instance.version

    def clean(self):
        answers = super().clean()
        current = Asset.objects.locked().only("version").filter(pk=self.instance.pk).first()
        if current and current.version != answers.get("base_version"):
            raise forms.ValidationError(
                "Somebody changed this entry while you had it open, so nothing was saved. Copy what you typed, open "
                "the entry again in a second window, and make your changes there."
            )
        return answers


class DecisionInline(admin.TabularInline):
    model = Decision
    exclude = ["proposal"]
    extra = 0
    readonly_fields = ["step", "made_by", "made_at", "reason", "note"]
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False


@admin.register(Asset)
class AssetAdmin(Kept):
    """The whole entry, the true place too. The steps of its life are taken on the review pages, which record them."""

    form = EntryForm
    list_display = ["name", "status", "visibility", "disclosure", "organisation", "consortium", "last_checked_on"]
    list_filter = ["status", "visibility", "disclosure", "health_state", "condition", "consortium"]
    list_select_related = ["organisation", "consortium"]
    search_fields = ["name"]
    show_full_result_count = False
    raw_id_fields = ["organisation", "consortium"]
    inlines = [DecisionInline]
    taken_on_review_pages = ["status", "merged_into", "closed_on"]
    changed_on_a_page_of_their_own = ["photos"]
    kept_by_the_database = [
        *["submitted_at", "created_by", "created_at", "uid", "version", "changed_at"],
        *["public_location", "area_ids", "project_ids", "public_area_ids"],
    ]

    def get_readonly_fields(self, request, obj=None):
        elsewhere = [*self.taken_on_review_pages, *self.changed_on_a_page_of_their_own]
        return [*elsewhere, *self.kept_by_the_database] if obj else []

    def get_exclude(self, request, obj=None):
        elsewhere = [*self.taken_on_review_pages, *self.changed_on_a_page_of_their_own]
        return ["served_area_ids"] if obj else ["served_area_ids", *elsewhere]

    def save_model(self, request, obj, form, change):
        """Write what was typed alone: derived columns may have moved on since the page was opened."""
        if change:
            obj.save(update_fields=set(form.changed_data) & set(form._meta.fields))
        else:
            obj.created_by = request.user
            obj.save()

    def formfield_for_dbfield(self, db_field, request, **options):
        if db_field.name not in CODES:
            return super().formfield_for_dbfield(db_field, request, **options)
        queryset = CODES[db_field.name].objects.all()
        label, help_text = db_field.name.removesuffix("_ids").capitalize(), db_field.help_text
        return CodesField(queryset, required=False, label=label.replace("_", " "), help_text=help_text)


@admin.register(Decision)
class DecisionAdmin(admin.ModelAdmin):
    """To read alone: decisions are only added, by the review pages."""

    list_display = ["asset", "step", "reason", "made_by", "made_at"]
    list_filter = ["step", "reason"]
    list_select_related = ["asset", "made_by"]
    search_fields = ["asset__name"]
    date_hierarchy = "made_at"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Audience, Determinant, Feature, Licence)
class CodeAdmin(Kept):
    """`manage.py load_codes` writes the codes of the product again; codes of your own stay as they are."""

    list_display = ["name", "code", "position"]
    search_fields = ["name", "code"]
    ordering = ["position", "name"]

    def get_readonly_fields(self, request, obj=None):
        return ["code"] if obj else []


@admin.register(Category)
class CategoryAdmin(CodeAdmin):
    list_display = ["name", "code", "parent", "check_interval_days", "position"]
    list_filter = ["parent"]
    list_select_related = ["parent"]
