"""Views of ``echeancier``."""
