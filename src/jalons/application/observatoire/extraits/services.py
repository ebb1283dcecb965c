"""The act: write the tables of a collectivité."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl

import jalons
from jalons.analyse.transmissions.pseudonymes import Fournisseur
from jalons.application.acces.models import Agent
from jalons.application.observatoire.extraits import codes
from jalons.application.observatoire.extraits.ecriture import ecrire_table, empreinte
from jalons.application.observatoire.extraits.requetes import ENFANTS, IDENTITES, REQUETES, TENUS
from jalons.application.observatoire.extraits.sejours import LIEUX, SEJOURS
from jalons.application.socle.journal import journaliser
from jalons.application.socle.perimetre import instantane, perimetre
from jalons.application.territoires.models import Collectivite
from jalons.noyau.causes import cause
from jalons.noyau.saisie import EntreeRefusee, Faute

FICHE = "extrait.json"
"""Says what the tables are, beside them."""


@dataclass(frozen=True, slots=True)
class Extrait:
    """What was written.

    Attributes:
        lignes: rows of each table; one that the registers do not hold is not there.
        empreinte: sha256 of the tables.
        jusqu_au: last day known, included.
    """

    collectivite: str
    dossier: Path
    lignes: Mapping[str, int]
    empreinte: str
    jusqu_au: date

    def en_json(self) -> dict[str, Any]:
        """The public form."""
        return {
            "collectivite": self.collectivite, "jusqu_au": self.jusqu_au.isoformat(), "lignes": dict(self.lignes),
            "empreinte": self.empreinte,
        }  # fmt: skip


def ecrire(
    collectivite: str, dossier: Path, *, jusqu_au: date, par: Agent | None = None,
    pseudonymes: Fournisseur | None = None,
) -> Extrait:  # fmt: skip
    """Write the tables of a collectivité in ``dossier``, all of one moment, whole or not at all.

    Args:
        dossier: must not exist yet, or be empty; readable by its owner only.
        jusqu_au: what happened after that day is left out.
        pseudonymes: makes the identifiers of OLINPE; none without it.

    Raises:
        EntreeRefusee: no such collectivité, or nothing recorded there; the folder holds something or is not writable.
        PermissionError: inside a perimeter which does not hold this collectivité.
    """
    objet = Collectivite.objects.filter(code=collectivite).first()
    if objet is None:
        message = f"Aucune collectivité n'a le code « {collectivite} » : écrivez par exemple 62, 69M ou 6AE."
        raise _refus("--departement", message, collectivite, "un code de collectivité")
    _verifier(dossier)
    try:
        dossier.parent.mkdir(parents=True, exist_ok=True)
        provisoire = Path(tempfile.mkdtemp(prefix=".extrait-", dir=dossier.parent))
        try:
            lignes = _tables(collectivite, provisoire, jusqu_au, pseudonymes)
            extrait = Extrait(collectivite, dossier, lignes, empreinte(provisoire), jusqu_au)
            fiche = extrait.en_json() | {"logiciel": jalons.__version__}
            (provisoire / FICHE).write_text(json.dumps(fiche, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
            with perimetre([collectivite], agent=par.pk if par else ""):
                journaliser(
                    "observatoire:extraire", objet=objet, par=par, collectivite=collectivite,
                    jusqu_au=jusqu_au.isoformat(), lignes=dict(lignes), empreinte=extrait.empreinte,
                    pseudonymes=pseudonymes.nom if pseudonymes else "",
                )  # fmt: skip
                provisoire.replace(dossier)
        finally:
            shutil.rmtree(provisoire, ignore_errors=True)
    except OSError as erreur:
        if isinstance(erreur, PermissionError) and erreur.errno is None:
            raise  # the gate, not the disk
        message = f"« {dossier} » ne peut être écrit ({cause(erreur)}). Choisissez un autre dossier."
        raise _refus("--sortie", message, str(dossier), "un dossier où écrire") from erreur
    return extrait


def _tables(collectivite: str, dossier: Path, jusqu_au: date, pseudonymes: Fournisseur | None) -> dict[str, int]:
    valeurs = {"code": collectivite, "au": jusqu_au, **codes.listes()}
    lignes: dict[str, int] = {}
    with instantane([collectivite]) as connexion, connexion.cursor() as curseur:
        if not curseur.execute(TENUS, valeurs).fetchone()[0]:
            message = (
                f"Aucune mesure ni aucune information n'est saisie pour « {collectivite} » : rien n'est à extraire."
            )
            raise _refus("--departement", message, collectivite, "une collectivité qui tient ses registres")
        for requete in (*REQUETES, SEJOURS, LIEUX):
            completer: Any = requete.completer
            if requete is ENFANTS and pseudonymes is not None:
                requete, completer = IDENTITES, partial(_nommer, fournisseur=pseudonymes)
            if requete.si and not curseur.execute(requete.si, valeurs).fetchone()[0]:
                continue
            nom = requete.table.nom
            lignes[nom] = ecrire_table(curseur, requete, valeurs, dossier / f"{nom}.parquet", completer)
    return lignes


def _nommer(bloc: pl.DataFrame, *, fournisseur: Fournisseur) -> pl.DataFrame:
    return codes.pseudonymes(bloc, fournisseur)


def _verifier(dossier: Path) -> None:
    if dossier.exists() and (not dossier.is_dir() or any(dossier.iterdir())):
        message = (
            f"« {dossier} » existe déjà et n'est pas un dossier vide : choisissez-en un autre, rien n'y est changé."
        )
        raise _refus("--sortie", message, str(dossier), "un dossier absent ou vide")


def _refus(lieu: str, message: str, recu: str, attendu: str) -> EntreeRefusee:
    return EntreeRefusee([Faute(lieu, message, recu, attendu)], quoi="jalons observatoire extraire")
