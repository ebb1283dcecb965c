"""Indicators: definition, values by source, targets, counter-proposals.

Pure file that others may import: ``rules`` (progress, path to the target, gaps between sources, freshness).
"""
