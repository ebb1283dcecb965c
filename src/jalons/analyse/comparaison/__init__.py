"""A département against its région and the nation, on the series of DREES: value, place, index, evolution, funnel.

A rank alone says little: small départements swing more. The funnel says which distances from the whole are more than
chance, and by how much the limits had to be widened because départements differ for good reasons.
"""
