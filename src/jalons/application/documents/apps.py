"""Configuration of ``documents``."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Files received and documents produced (Word, PDF, Excel)."""

    name = "jalons.application.documents"
    label = "documents"
