"""Tables of distances of a département: dropped and read, put in use in place of the former, withdrawn."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import transaction

from jalons.application.acces.models import Agent
from jalons.application.documents.excel.lecture import lire_feuilles
from jalons.application.places import distances, listes
from jalons.application.places.models import LigneDeDistances, TableDeDistances
from jalons.application.places.services.ecriture import refuser
from jalons.application.socle.journal import journaliser
from jalons.application.territoires.models import Commune
from jalons.noyau.csv_lu import rangees_csv
from jalons.noyau.saisie import EntreeRefusee, Faute

Etat = TableDeDistances.Etat
LOT = 500


@transaction.atomic
def deposer_distances(
    *, collectivite: str, genre: str, nom: str, octets: bytes, maintenant: datetime, par: Agent | None
) -> TableDeDistances:
    """Read a file and keep what it says until somebody puts it in use; former previews of the kind are forgotten.

    Raises:
        EntreeRefusee: the file as a whole cannot be taken, or it is already in use; nothing is kept.
    """
    empreinte = hashlib.sha256(octets).hexdigest()
    siennes = TableDeDistances.objects.filter(collectivite_id=collectivite, genre=genre)
    if siennes.filter(etat=Etat.SERVICE, empreinte=empreinte).exists():
        raise EntreeRefusee([Faute("fichier", "Ce fichier est déjà en service : il n'y a rien à changer.")])
    lues = distances.lire(_rangees(nom, octets), genre, communes_connues())
    siennes.filter(etat=Etat.APERCU).delete()
    table = TableDeDistances.objects.create(
        collectivite_id=collectivite, genre=genre, nom=nom[:200], empreinte=empreinte, lues=lues.retenues,
        communes=len(lues.valeurs), refusees=lues.refusees, refus=[asdict(r) for r in lues.refus],
        depose_le=maintenant, par=par,
    )  # fmt: skip
    LigneDeDistances.objects.bulk_create(
        (
            LigneDeDistances(collectivite_id=collectivite, table=table, commune=code, valeurs=valeurs)
            for code, valeurs in lues.valeurs.items()
        ),
        batch_size=LOT,
    )
    journaliser("places:deposer_distances", objet=table, par=par, genre=genre, lignes=lues.retenues)
    return table


def communes_connues() -> frozenset[str]:
    """Codes of the official geographic code."""
    return frozenset(Commune.objects.values_list("code", flat=True))


def _rangees(nom: str, octets: bytes) -> Iterator[Sequence[Any]]:
    """The rows of the first sheet of a workbook, or of a CSV."""
    if octets.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")) or nom.lower().endswith((".xlsx", ".ods")):
        return iter(next(iter(lire_feuilles(octets).values()), []))
    return rangees_csv(octets, distances.TAILLE_MAXIMALE, quoi="la table de distances")


@transaction.atomic
def mettre_en_service(*, table: TableDeDistances, jour: date, par: Agent | None) -> TableDeDistances:
    """Use what a preview showed; the table in use until now is withdrawn and its lines forgotten.

    Raises:
        EntreeRefusee: it is not a preview any more.
    """
    lue = _verrouiller(table)
    refuser([] if lue.etat == Etat.APERCU else [Faute("", "Cet aperçu est déjà confirmé ou retiré.")], "la table")
    for ancienne in _en_service(lue.collectivite_id, lue.genre):
        _retirer(ancienne, jour)
    lue.etat, lue.service_le = Etat.SERVICE, jour
    lue.save(update_fields=["etat", "service_le"])
    journaliser("places:servir_distances", objet=lue, par=par, genre=lue.genre, lignes=lue.lues)
    return lue


@transaction.atomic
def retirer_distances(*, table: TableDeDistances, jour: date, par: Agent | None) -> TableDeDistances:
    """Use it no more: searches measure as they did before it. Its row stays, its lines are forgotten.

    Raises:
        EntreeRefusee: it is withdrawn already.
    """
    lue = _verrouiller(table)
    refuser([Faute("", "Cette table est déjà retirée.")] if lue.etat == Etat.RETIREE else [], "la table")
    _retirer(lue, jour)
    journaliser("places:retirer_distances", objet=lue, par=par, genre=lue.genre)
    return lue


def _verrouiller(table: TableDeDistances) -> TableDeDistances:
    """The row of a table, and that of the one in use: whoever comes second sees what the first did."""
    lignes = TableDeDistances.objects.select_for_update(of=("self",)).order_by("pk")
    genre = lignes.filter(collectivite_id=table.collectivite_id, genre=table.genre).exclude(etat=Etat.RETIREE)
    return next((t for t in genre if t.pk == table.pk), None) or lignes.get(pk=table.pk)


def _en_service(collectivite: str, genre: str) -> list[TableDeDistances]:
    return list(TableDeDistances.objects.filter(collectivite_id=collectivite, genre=genre, etat=Etat.SERVICE))


def _retirer(table: TableDeDistances, jour: date) -> None:
    LigneDeDistances.objects.filter(table=table).delete()
    table.etat, table.retire_le = Etat.RETIREE, jour
    table.save(update_fields=["etat", "retire_le"])


def tables(collectivite: str) -> dict[str, TableDeDistances]:
    """The table in use by genre. One query."""
    lignes = TableDeDistances.objects.filter(collectivite_id=collectivite, etat=Etat.SERVICE)
    return {t.genre: t for t in lignes if t.genre in listes.DISTANCES}
