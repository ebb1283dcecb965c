"""Money: amounts by source, payee, period and version, and what they add up to.

Pure files that others may import: ``lignes`` (the dataclasses), ``calculs`` (totals, shares, simulation), ``rules``.
"""
