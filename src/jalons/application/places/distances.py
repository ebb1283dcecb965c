"""Files of coordinates of communes and of travel times: read line by line, every refused line with its reason. Pure."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from jalons.application.places.listes import COMMUNES, TRAJETS
from jalons.noyau.saisie import EntreeRefusee, Faute, abrege

TAILLE_MAXIMALE = 25_000_000
"""Bytes of a CSV; a workbook has its own, smaller bound."""
LIGNES_MAXIMALES = {COMMUNES: 40_000, TRAJETS: 1_000_000}
KM_MAXIMUM = MINUTES_MAXIMUM = 2_000.0
REFUS_GARDES = 500
"""Refused lines that are kept to be shown; all are counted."""
COLONNES = {
    COMMUNES: {
        "commune": ("code", "code_insee", "insee", "commune", "code_commune"),
        "latitude": ("latitude", "lat", "latitude_centre"),
        "longitude": ("longitude", "lon", "lng", "longitude_centre"),
    },
    TRAJETS: {
        "de": ("de", "depart", "origine", "commune_depart"),
        "vers": ("vers", "arrivee", "destination", "commune_arrivee"),
        "km": ("km", "distance", "distance_km"), "minutes": ("minutes", "duree", "duree_min", "temps", "temps_min"),
    },
}  # fmt: skip
"""By genre, each column with the headings that name it; case and accents do not count."""
OBLIGATOIRES = {COMMUNES: ("commune", "latitude", "longitude"), TRAJETS: ("de", "vers")}
_CODE = re.compile(r"\d[\dAB]\d{3}")


@dataclass(frozen=True, slots=True)
class Refusee:
    """A line left out: its number in the file from 1, what it held, why and what to do."""

    ligne: int
    recu: str
    message: str


@dataclass(slots=True)
class Lues:
    """What a file says.

    Attributes:
        valeurs: by commune, as ``LigneDeDistances.valeurs`` keeps them.
        retenues: lines kept; ``refusees``: all that were not, of which ``refus`` holds the first.
    """

    valeurs: dict[str, Any] = field(default_factory=dict)
    retenues: int = 0
    refusees: int = 0
    refus: list[Refusee] = field(default_factory=list)

    def refuser(self, ligne: int, cellules: Sequence[Any], message: str) -> None:
        """Leave a line out."""
        self.refusees += 1
        if len(self.refus) < REFUS_GARDES:
            self.refus.append(Refusee(ligne, abrege(" ; ".join(_texte(c) for c in cellules)), message))


def lire(rangees: Iterator[Sequence[Any]], genre: str, connues: Collection[str]) -> Lues:
    """The lines of a table whose first row names its columns.

    Args:
        connues: codes of the communes of the official geographic code.

    Raises:
        EntreeRefusee: a column is missing, too many lines, or not one line can be kept.
    """
    entetes = [_plat(c) for c in next(rangees, ())]
    rangs = {nom: i for nom, noms in COLONNES[genre].items() for i, e in enumerate(entetes) if e in noms}
    fautes = [
        Faute(
            nom, f"Il manque la colonne « {nom} » : nommez-la dans la première ligne.", ", ".join(filter(None, entetes))
        )
        for nom in OBLIGATOIRES[genre]
        if nom not in rangs
    ]
    if genre == TRAJETS and not {"km", "minutes"} & set(rangs):
        fautes.append(Faute("km", "Il manque une colonne « km » ou « minutes » : donnez l'une des deux, ou les deux."))
    if fautes:
        raise EntreeRefusee(fautes, quoi="la table de distances")
    lues, noter = Lues(), _noter_commune if genre == COMMUNES else _noter_trajet
    _parcourir(rangees, rangs, lues, LIGNES_MAXIMALES[genre], lambda x: noter(x, lues, connues))
    if not lues.retenues:
        causes = " ".join(dict.fromkeys(r.message for r in lues.refus[:3]))
        message = f"Aucune ligne ne peut être retenue. {causes}" if causes else "Ce fichier n'a aucune ligne."
        raise EntreeRefusee([Faute("fichier", message.strip())], quoi="la table de distances")
    return lues


def _parcourir(
    rangees: Iterator[Sequence[Any]], rangs: dict[str, int], lues: Lues, maximum: int,
    noter: Callable[[dict[str, Any]], str],
) -> None:  # fmt: skip
    for numero, cellules in enumerate(rangees, 2):
        if not any(_texte(c) for c in cellules):
            continue
        if numero > maximum + 1:
            phrase = f"Ce fichier a plus de {maximum} lignes : ne gardez que les communes utiles."
            raise EntreeRefusee([Faute("fichier", phrase)], quoi="la table de distances")
        refus = noter({nom: cellules[i] if i < len(cellules) else None for nom, i in rangs.items()})
        if refus:
            lues.refuser(numero, cellules, refus)
        else:
            lues.retenues += 1


def _noter_commune(x: dict[str, Any], lues: Lues, connues: Collection[str]) -> str:
    code, refus = _commune(x["commune"], connues)
    latitude, longitude = _nombre(x["latitude"]), _nombre(x["longitude"])
    if refus:
        return refus
    if latitude is None or longitude is None:
        return "Une latitude et une longitude sont attendues, en degrés décimaux : 50,29 et 2,77."
    if not -90 <= latitude <= 90 or not -180 <= longitude <= 180:
        return "Les degrés sont hors du globe : des coordonnées en Lambert sont à convertir en degrés décimaux."
    if abs(latitude) < 12 and 41 <= abs(longitude) <= 52:
        return "La latitude et la longitude semblent inversées : échangez les deux colonnes."
    if code in lues.valeurs:
        return f"La commune {code} est déjà dans une ligne plus haut : gardez-en une."
    lues.valeurs[code] = [round(latitude, 6), round(longitude, 6)]
    return ""


def _noter_trajet(x: dict[str, Any], lues: Lues, connues: Collection[str]) -> str:
    de, refus = _commune(x["de"], connues)
    vers, autre = _commune(x["vers"], connues)
    if refus or autre:
        return refus or autre
    km, minutes = _nombre(x.get("km")), _nombre(x.get("minutes"))
    if km is None and minutes is None:
        return "Une longueur en km ou une durée en minutes est attendue."
    for valeur, unite, maximum in ((km, "km", KM_MAXIMUM), (minutes, "min", MINUTES_MAXIMUM)):
        if valeur is not None and not 0 <= valeur <= maximum:
            return f"{valeur:g} {unite} : une valeur de 0 à {maximum:g} est attendue."
    deja = lues.valeurs.setdefault(de, {}).get(vers)
    garde = [_plus_long(deja and deja[0], km), _plus_long(deja and deja[1], minutes)]
    lues.valeurs[de][vers] = lues.valeurs.setdefault(vers, {})[de] = garde
    return ""


def _plus_long(a: float | None, b: float | None) -> float | None:
    """The way out and the way back may differ: the longer one is kept."""
    return a if b is None else b if a is None else max(a, b)


def _commune(valeur: Any, connues: Collection[str]) -> tuple[str, str]:
    """The code of a commune, and why it is refused; a spreadsheet may have eaten its first zero."""
    code = _texte(valeur).upper()
    if code.isdigit() and len(code) == 4:
        code = f"0{code}"
    if code in connues:  # those of a département that does not exist have a letter first
        return code, ""
    if not _CODE.fullmatch(code):
        return code, f"« {abrege(code, 20)} » n'est pas un code INSEE de commune : cinq caractères sont attendus."
    return code, f"La commune {code} n'est pas au code officiel géographique : est-ce un code postal ou ancien ?"


def _nombre(valeur: Any) -> float | None:
    texte = _texte(valeur).replace("\u202f", "").replace("\xa0", "").replace(" ", "").replace(",", ".")
    try:
        lu = float(texte)
    except ValueError:
        return None
    return lu if math.isfinite(lu) else None


def _texte(valeur: Any) -> str:
    if isinstance(valeur, float) and valeur.is_integer():
        return str(int(valeur))
    return "" if valeur is None else str(valeur).strip()


def _plat(valeur: Any) -> str:
    """A heading without case, accents nor spaces."""
    lettres = unicodedata.normalize("NFKD", _texte(valeur).lower())
    return re.sub(r"[^a-z]+", "_", "".join(c for c in lettres if not unicodedata.combining(c))).strip("_")
