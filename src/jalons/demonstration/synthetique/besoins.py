"""What the search of places reads beside the offer: what units cover, what children need, zones, children apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from jalons.application.enfants.models import BesoinsAccueil, Incompatibilite, ZoneInterdite
from jalons.application.enfants.nomenclature_besoins import besoins
from jalons.application.enfants.zones import flouter
from jalons.application.etablissements.models import UniteAccueil
from jalons.application.places.models import Demande, Occupation, OffreUnite
from jalons.demonstration.synthetique.ecriture import Greffe
from jalons.demonstration.synthetique.fonds import Fonds

COUVERTES = 70
"""Units in a hundred whose list of needs covered is known."""


def ecrire(
    fonds: Fonds, greffe: Greffe, unites: Mapping[int, UniteAccueil], demandes: Iterable[Demande],
    presents: Iterable[Occupation], communes: Mapping[int, str],
) -> None:  # fmt: skip
    """Write them all; the same draw gives the same rows. ``communes``: codes of those that the base holds."""
    attendent = list(demandes)
    points = {ligne["lieu"]: (ligne["latitude"], ligne["longitude"]) for ligne in fonds.lignes("lieux")}
    greffe.ecrire([_offre(fonds, greffe, lieu, unite, points[lieu]) for lieu, unite in unites.items()])
    ecoles = tuple(communes.values())
    greffe.ecrire([b for d in attendent if (b := _besoins(fonds, greffe, d, ecoles)) is not None])
    greffe.ecrire([z for d in attendent if (z := _zone(fonds, greffe, d)) is not None])
    greffe.ecrire(list(_separations(fonds, greffe, attendent, [o for o in presents if o.au is None])))


def _offre(
    fonds: Fonds, greffe: Greffe, lieu: int, unite: UniteAccueil, point: tuple[float | None, float | None]
) -> OffreUnite:
    connus = fonds.chance(COUVERTES, "besoins connus", lieu)
    couverts = [code for code in besoins() if connus and fonds.chance(35, "couvre", lieu, code)]
    familial = unite.type == "famille_accueil"
    return greffe.neuf(
        OffreUnite, unite=unite, besoins_connus=connus, besoins=couverts,
        latitude=point[0] if familial else None, longitude=point[1] if familial else None,
    )  # fmt: skip


def _besoins(fonds: Fonds, greffe: Greffe, demande: Demande, ecoles: tuple[str, ...]) -> BesoinsAccueil | None:
    """Nine in ten are said; of those, one child in three needs something, half have a school in a known commune."""
    cle = _cle(demande)
    if not fonds.chance(90, "besoins dits", cle):
        return None
    codes = [fonds.choix(tuple(besoins()), "besoin", cle)] if fonds.chance(33, "besoin ?", cle) else []
    ecole = fonds.choix(ecoles, "école", cle) if ecoles and fonds.chance(50, "école ?", cle) else None
    return greffe.neuf(BesoinsAccueil, enfant=demande.enfant, besoins=codes, ecole_commune_id=ecole)


def _zone(fonds: Fonds, greffe: Greffe, demande: Demande) -> ZoneInterdite | None:
    cle = _cle(demande)
    if not fonds.chance(8, "zone", cle):
        return None
    commune: dict[str, Any] = fonds.choix(fonds.lignes("communes"), "zone où", cle)
    latitude, longitude, rayon = flouter(commune["latitude"], commune["longitude"], 5)
    return greffe.neuf(
        ZoneInterdite, enfant=demande.enfant, latitude=latitude, longitude=longitude, rayon_km=rayon,
        motif="Décision du cadre", depuis=fonds.au - timedelta(days=30),
    )  # fmt: skip


def _separations(
    fonds: Fonds, greffe: Greffe, demandes: list[Demande], presents: list[Occupation]
) -> Iterable[Incompatibilite]:
    """One child who waits in ten must not live with another one, who lives somewhere."""
    for demande in demandes:
        if presents and fonds.chance(10, "à séparer", _cle(demande)):
            autre = fonds.choix(presents, "de qui", _cle(demande)).enfant
            if autre is not None and autre.pk != demande.enfant_id:
                yield greffe.neuf(
                    Incompatibilite, enfant=demande.enfant, autre=autre, motif="Violences entre eux",
                    depuis=fonds.au - timedelta(days=60),
                )  # fmt: skip


def _cle(demande: Demande) -> str:
    """The number of the file: it does not depend on the keys of the base."""
    return demande.enfant.numero
