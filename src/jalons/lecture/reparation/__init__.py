"""Repair of what scanning, extraction and layout have spoilt, as reversible edits: the original stays whole."""

from jalons.lecture.reparation.reparer import reparer

__all__ = ["reparer"]
