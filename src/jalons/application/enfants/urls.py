"""Addresses of ``enfants``."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "enfants"

urlpatterns: list[URLPattern] = []
