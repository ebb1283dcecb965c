"""The registers as tables: what every analysis of ``jalons.analyse`` reads, written from the rows of a collectivité.

Identifiers only: no name, no address, no free text. Tables that the application does not hold (stays, places) are not
written: what needs them is "not checkable", never zero.

What others may import:

- ``ecrire(collectivite, dossier, *, jusqu_au)``: the tables in a folder, whole or not at all;
- ``Extrait``: what was written.
"""

from jalons.application.observatoire.extraits.services import Extrait, ecrire

__all__ = ["Extrait", "ecrire"]
