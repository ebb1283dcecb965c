"""One file per family of indicators, one function per way of counting; each gives a ``Formule`` on a base."""
