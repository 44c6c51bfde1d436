from importlib import import_module

from django.apps import AppConfig

from places import followers


class AssetsConfig(AppConfig):
    name = "assets"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        # Models can be imported from here on only.
        followers.tell_also(import_module("assets.following").told)
