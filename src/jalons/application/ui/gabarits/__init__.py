"""Django's templates, prepared: same syntax, same HTML, a third of the work (ADR 38).

Django reads a template into a tree, then walks the tree on every rendering: a variable costs some thirty calls, a tag
forty, and a page holds a thousand of them. Here the tree is read by Django's own parser; what our pages use most
(variables, ``if``, ``for``, ``include``, ``url``, our components) is then replaced by nodes that answer in a few calls,
and everything that is not plain falls back on Django's. ``DEBUG`` keeps Django's tree and its pages of errors.
"""
