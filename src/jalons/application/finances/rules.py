"""Checks on amounts. Pure."""

from __future__ import annotations

from jalons.application.finances.lignes import Beneficiaire, LigneFinanciere, Version

__all__ = ["Beneficiaire", "LigneFinanciere", "Version"]
