"""Objectives that a département adds to its own contracts, one YAML file each, in a folder of its choice."""

from __future__ import annotations

from pathlib import Path

from jalons.droit.construction import Constructeur
from jalons.droit.lint import lire_local, verifier_local
from jalons.droit.loader import bibliographie
from jalons.droit.model import ObjectifLocal
from jalons.noyau.saisie import EntreeRefusee


def objectifs_locaux(dossier: Path) -> tuple[ObjectifLocal, ...]:
    """The local objectives of every ``*.yaml`` of ``dossier``, in the order of the files' names.

    Raises:
        EntreeRefusee: with every fault of every file; nothing is loaded.
    """
    if fautes := verifier_local(dossier):
        raise EntreeRefusee(fautes, quoi=str(dossier))
    constructeur = Constructeur(bibliographie())
    documents = lire_local(dossier)[0]
    return tuple(
        constructeur.objectif_local(d.donnees["departement"], o)
        for d in documents.values()
        for o in d.donnees["objectifs"]
    )
