"""Indicators: definition, values by source, targets, counter-proposals."""
