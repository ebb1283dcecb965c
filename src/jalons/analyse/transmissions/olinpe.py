"""Export, read back, compare, check: the file appears only when all of that held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from jalons.analyse.qualite import Appuis, Rapport, controler
from jalons.analyse.sources import Evenements, lire
from jalons.analyse.tables.olinpe import regime
from jalons.analyse.transmissions import ecriture
from jalons.analyse.transmissions.calendrier import Limite, limite
from jalons.analyse.transmissions.evenements import Extraction, extraire
from jalons.analyse.transmissions.pseudonymes import Fournisseur
from jalons.analyse.transmissions.registres import Tables
from jalons.noyau.ecarts import Ecart, Gravite, RegleNonRespectee
from jalons.noyau.saisie import EntreeRefusee, Faute


@dataclass(frozen=True, slots=True)
class Envoi:
    """What was written.

    Attributes:
        rapport: the checks, run on the file read back.
        limite: last day to transmit these events.
    """

    sortie: Path
    extraction: Extraction
    rapport: Rapport
    limite: Limite
    essai: bool


def exporter(
    tables: Tables, annee: int, sortie: Path, *, pseudonymes: Fournisseur, le: date, reel: bool = False,
    version_xsd: str = "", transmis: pl.DataFrame | None = None, forcer: bool = False,
) -> Envoi:  # fmt: skip
    """Write the events of ``annee`` in ``sortie``.

    Args:
        le: day of the export, written in the file.
        reel: for a real transmission: a test provider is refused.
        version_xsd: that of the regime when empty.
        forcer: write although a check stops it.

    Raises:
        EntreeRefusee: identities or outputs that do not hold; a test provider for a real transmission.
        RegleNonRespectee: a check that stops a transmission found faults. Nothing is written.
    """
    if reel and not pseudonymes.reel:
        message = (
            "Les pseudonymes d'essai ne protègent personne : installez le fournisseur remis avec la clé nationale, "
            "et nommez-le par --pseudonymes."
        )
        raise EntreeRefusee(
            [Faute("--reel", message, pseudonymes.nom, "un fournisseur réel")], quoi="jalons olinpe exporter"
        )
    extraction = extraire(tables, annee, pseudonymes, transmis=transmis)
    morceaux = ecriture.lignes_xml(
        extraction.evenements, version_xsd=version_xsd or regime(2016).version_xsd, date_export=le.isoformat(),
        essai="" if pseudonymes.reel else pseudonymes.nom,
    )  # fmt: skip
    provisoire = ecriture.ecrire(morceaux, sortie)
    try:
        with lire(provisoire) as relus:
            _comparer(extraction.evenements, relus)
            rapport = controler(relus, appuis=Appuis(termes=extraction.termes))
        if rapport.bloquants and not forcer:
            raise RegleNonRespectee([_ecart(r.controle.code, r.controle.libelle, r.fautes) for r in rapport.bloquants])
        provisoire.chmod(0o600)  # personal data: its owner only
        provisoire.replace(sortie)
    finally:
        provisoire.unlink(missing_ok=True)
    return Envoi(sortie, extraction, rapport, limite(annee), not pseudonymes.reel)


def _comparer(ecrits: pl.DataFrame, relus: Evenements) -> None:
    """What was read back must be what was written, cell by cell."""
    table = relus.table(sorted(ecrits.columns)).select(sorted(ecrits.columns))
    if not table.equals(ecrits.select(sorted(ecrits.columns))):
        raise EntreeRefusee([Faute("", "Le fichier relu n'est pas celui qui a été écrit : rien n'est gardé.")])


def _ecart(code: str, libelle: str, fautes: int) -> Ecart:
    message = f"Contrôle {code}, {libelle} : {fautes} événements. Corrigez-les dans le registre avant d'envoyer."
    return Ecart(code, Gravite.BLOQUANT, True, message, {"fautes": fautes}, "outil de contrôle ONPE 2016")
