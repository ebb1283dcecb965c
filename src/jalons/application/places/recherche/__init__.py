"""A search of places: the problem read from the registers, the proposals, what each reader may be told of them.

Start with ``assemblage`` (registers to problem, pure), then ``lecture`` (what is read), ``propositions`` (the answer
for one child), ``masque`` (what is left of a reason for who may not know it), ``calculs`` (plans and simulations).
"""
