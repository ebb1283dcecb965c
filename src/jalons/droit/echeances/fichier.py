"""Reads a file of facts (JSON, or YAML), all its faults at once."""

from __future__ import annotations

from jalons.droit.echeances.faits import Fait, fait
from jalons.droit.echeances.regles import Regles
from jalons.noyau.saisie import EntreeRefusee, Faute, abrege
from jalons.noyau.yaml_situe import lire_yaml

EXEMPLE = (
    '{"faits": [{"sujet_type": "enfant", "sujet": "e1", "evenement": "naissance", "le": "2015-05-02"}, '
    '{"sujet_type": "enfant", "sujet": "e1", "evenement": "ip_recue", "le": "2024-11-30", "attributs": {"ip": "1"}}]}'
)
"""A file that is read, for those who look for its shape."""


def lire_faits(contenu: bytes, regles: Regles, *, nom: str = "faits.json") -> list[Fait]:
    """The facts of a file, whose instants fall in the territory of the rules.

    Raises:
        EntreeRefusee: with every fault of the file; nothing is read.
    """
    from jalons.droit.lint.faits import verifier_faits

    document = lire_yaml(contenu, nom=nom)
    if not isinstance(document.donnees, dict):
        recu = "Le fichier est vide" if document.donnees is None else f"Reçu « {abrege(document.donnees)} »"
        raise EntreeRefusee([Faute(nom, f"{recu} ; attendu : {EXEMPLE}. Écrivez chaque fait ainsi.")], quoi=nom)
    if fautes := verifier_faits(document, nom, regles):
        raise EntreeRefusee(fautes, quoi=nom)
    return [fait(f, regles.territoire) for f in document.donnees["faits"]]
