from importlib import import_module

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "projects"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        # Models can be imported from here on only.
        import_module("projects.filters").let_the_register_be_filtered_by_project()
        import_module("projects.export").add_projects_to_the_file()
