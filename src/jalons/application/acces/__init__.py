"""Who may do what, where: agents, roles, perimeters, the gate.

Others may import ``gate`` (the only way for a view to fetch a territorial row), ``permissions``, ``models.Agent``,
``http.Requete``.
"""
