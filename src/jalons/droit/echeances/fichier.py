"""Reads a file of facts (JSON, or YAML), all its faults at once."""

from __future__ import annotations

from jalons.droit.echeances.faits import Fait, fait
from jalons.droit.echeances.regles import Regles
from jalons.noyau.saisie import EntreeRefusee
from jalons.noyau.yaml_situe import lire_yaml


def lire_faits(contenu: bytes, regles: Regles, *, nom: str = "faits.json") -> list[Fait]:
    """The facts of a file, whose instants fall in the territory of the rules.

    Raises:
        EntreeRefusee: with every fault of the file; nothing is read.
    """
    from jalons.droit.lint.faits import verifier_faits

    document = lire_yaml(contenu, nom=nom)
    if fautes := verifier_faits(document, nom, regles):
        raise EntreeRefusee(fautes, quoi=nom)
    return [fait(f, regles.territoire) for f in document.donnees["faits"]]
