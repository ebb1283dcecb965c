"""An OLINPE file in any of its forms: recognised by its content, read whole or refused with every fault."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl

from jalons.analyse.sources.evenements import LIGNE, Entete, Evenements
from jalons.analyse.sources.lots import Collecteur
from jalons.analyse.tables.olinpe import Changement, recoder, regime
from jalons.noyau.saisie import EntreeRefusee, Faute

Suivi = Callable[[int, int], None]
"""Told how many bytes were read, and the size of the file."""


def lire(chemin: Path, *, code: int = 2016, suivre: Suivi = lambda lus, total: None) -> Evenements:
    """The events of ``chemin`` (XML, CSV or XLSX), in the variables of 2016.

    Memory does not grow with the file: lots go to a temporary folder, which ``fermer`` removes.

    Args:
        code: regime of the file, 2016 or 2011.

    Raises:
        EntreeRefusee: every fault found; nothing is kept.
    """
    attendu = regime(code)
    try:
        total = chemin.stat().st_size
        with chemin.open("rb") as flux:
            tete = flux.read(512)
    except OSError as erreur:
        raison = {2: "il n'existe pas", 13: "sa lecture est refusée", 21: "c'est un dossier"}.get(
            erreur.errno or 0, str(erreur.strerror)
        )
        raise _refus(chemin, f"Le fichier ne peut être lu : {raison}. Vérifiez le chemin.") from erreur
    if not tete.strip():
        raise _refus(chemin, "Le fichier est vide : exportez-le à nouveau du logiciel métier.")
    collecteur = Collecteur(attendu)
    evenements = Evenements(chemin.name, code)
    try:
        for lot in _lots(chemin, tete, collecteur, lambda lus: suivre(lus, total)):
            evenements.ajouter(_convertir(lot, code, evenements))
        collecteur.conclure()
    except EntreeRefusee as refus:
        evenements.fermer()
        raise EntreeRefusee(refus.fautes, quoi=chemin.name) from refus.__cause__
    except BaseException:
        evenements.fermer()
        raise
    evenements.entete, evenements.inconnues = Entete(**collecteur.entete), dict(collecteur.inconnues)
    return evenements


def _lots(chemin: Path, tete: bytes, collecteur: Collecteur, suivre: Callable[[int], None]) -> Iterator[pl.DataFrame]:
    if tete.startswith(b"PK\x03\x04"):
        from jalons.analyse.sources.olinpe_tableaux import lots_xlsx

        return lots_xlsx(chemin, collecteur, suivre)
    if tete.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        from jalons.analyse.sources.olinpe_xml import lots_xml

        return _ouvert(chemin, lambda flux: lots_xml(flux, collecteur, suivre))
    from jalons.analyse.sources.olinpe_tableaux import lots_csv

    return _ouvert(chemin, lambda flux: lots_csv(flux, collecteur, suivre))


def _ouvert(chemin: Path, lots: Callable[..., Iterator[pl.DataFrame]]) -> Iterator[pl.DataFrame]:
    with chemin.open("rb") as flux:
        yield from lots(flux)


def _convertir(lot: pl.DataFrame, code: int, evenements: Evenements) -> pl.DataFrame:
    if code == 2016:
        return lot
    converti, changements = recoder(lot)
    comptes = {(c.variable, c.avant, c.apres): c for c in evenements.changements}
    for c in changements:
        deja = comptes.get((c.variable, c.avant, c.apres))
        nombre = c.nombre + (deja.nombre if deja else 0)
        comptes[(c.variable, c.avant, c.apres)] = Changement(c.variable, c.avant, c.apres, nombre, c.doute)
    evenements.changements = tuple(comptes[cle] for cle in sorted(comptes))
    return converti.select(LIGNE, pl.exclude(LIGNE))


def _refus(chemin: Path, message: str) -> EntreeRefusee:
    faute = Faute("", message, str(chemin), "un fichier OLINPE (XML, CSV ou XLSX)")
    return EntreeRefusee([faute], quoi=chemin.name)
