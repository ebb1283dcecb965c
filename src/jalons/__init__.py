"""Jalons: steering of prevention and child protection for French départements."""

__version__ = "0.1.0"
