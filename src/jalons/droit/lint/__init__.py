"""Refuses a catalogue that would mislead: no source, no confidence, dates that overlap, names that lead nowhere."""

from jalons.droit.lint.cas import verifier_cas
from jalons.droit.lint.catalogue import verifier
from jalons.droit.lint.local import lire_local, verifier_local

__all__ = ["lire_local", "verifier", "verifier_cas", "verifier_local"]
