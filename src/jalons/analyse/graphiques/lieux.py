"""Places on a map by their coordinates, and the same figures ranked when no coordinate is known."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from jalons.analyse.graphiques.carte import HORS, Fond
from jalons.analyse.graphiques.figure import Figure
from jalons.analyse.graphiques.nombres import INCONNU
from jalons.analyse.graphiques.svg.dessin import ENCRE, FOND, GRIS, Dessin, abreger, largeur_du_texte
from jalons.analyse.graphiques.svg.echelles import Echelle, graduations
from jalons.analyse.graphiques.svg.motifs import apparence, hachures_inconnu, legende, marquer

RAYONS = (3.5, 17.0)
"""Points: the smallest and the largest disc."""
MARGE = 44.0
HAUTEUR_MAXIMALE = 620.0


@dataclass(frozen=True, slots=True)
class Lieu:
    """A place on the map.

    Attributes:
        longitude, latitude: degrees; ``None`` when it has none: it is in the table only.
        ouvertes, libres: places; ``None`` when not known.
        groupe: it stands for several places of a territory, drawn as a square at the middle of the territory.
    """

    nom: str
    type: str
    territoire: str
    longitude: float | None
    latitude: float | None
    ouvertes: int | None
    libres: int | None
    groupe: bool = False

    @property
    def situe(self) -> bool:
        """Whether it can be drawn."""
        return self.longitude is not None and self.latitude is not None


@dataclass(frozen=True, slots=True)
class FondSitue:
    """The ground of a map, and how a longitude and a latitude fall on it."""

    fond: Fond
    projeter: Callable[[float, float], tuple[float, float]]


def carte_des_lieux(
    identifiant: str, *, titre: str, lieux: Sequence[Lieu], territoires: Sequence[tuple[str, float, float]],
    fond: FondSitue | None = None, largeur: int = 640,
) -> Figure:  # fmt: skip
    """A disc for each place, its area as its opened places: full when one is free, hollow when none is.

    Args:
        territoires: name, longitude and latitude of what is written on the map.
        fond: shapes under the places; without it they are drawn by their coordinates alone, and the picture says so.
    """
    situes = [x for x in lieux if x.longitude is not None and x.latitude is not None]
    projeter, hauteur = _ajuster(situes, territoires, fond, largeur)
    dessin = Dessin(identifiant, largeur, hauteur)
    if fond is not None:
        echelle = largeur / fond.fond.largeur
        for forme in fond.fond.formes:
            dessin.element(
                "path", d=forme.trace, transform=f"scale({echelle:.4f})", fill=HORS, stroke="#5b6672",
                stroke_width=0.8 / echelle, stroke_linejoin="round",
            )  # fmt: skip
    else:
        dessin.boite(0.5, 0.5, largeur - 1, hauteur - 1, fill=FOND, stroke="#d5dbe2", rx=4)
    sommet = max((x.ouvertes or 0 for x in situes), default=0)
    for lieu in sorted(situes, key=lambda x: -(x.ouvertes or 0)):
        _lieu(dessin, lieu, *projeter(lieu.longitude or 0.0, lieu.latitude or 0.0), sommet)
    for nom, longitude, latitude in territoires:
        x, y = projeter(longitude, latitude)
        large = largeur_du_texte(nom, 11) / 2 + 4
        x, y = min(max(x, large + 2), largeur - large - 2), max(y - 26, 12)
        dessin.boite(x - large, y - 9, 2 * large, 15, fill=FOND, fill_opacity=0.75, rx=3)
        dessin.texte(x, y + 3, nom, text_anchor="middle", font_size=11, font_weight="600")
    bas = hauteur + 6 + legende(dessin, _legende(dessin, situes), hauteur + 6)
    credit = f"Fond de carte : {fond.fond.credit}" if fond else "Placés d'après leurs coordonnées, sans fond de carte."
    dessin.texte(
        0, bas + 10, f"{credit} Surface du disque : places ouvertes ({sommet} au plus).", fill=GRIS, font_size=10
    )
    dessin.hauteur = bas + 18
    return _figure(dessin, titre, lieux)


def _ajuster(
    situes: Sequence[Lieu], territoires: Sequence[tuple[str, float, float]], fond: FondSitue | None, largeur: float
) -> tuple[Callable[[float, float], tuple[float, float]], float]:
    """How degrees become points of the picture, and its height."""
    if fond is not None:
        echelle = largeur / fond.fond.largeur
        return lambda lon, lat: _fois(fond.projeter(lon, lat), echelle), fond.fond.hauteur * echelle
    points = [(x.longitude or 0.0, x.latitude or 0.0) for x in situes] + [(x, y) for _, x, y in territoires]
    longitudes, latitudes = [p[0] for p in points] or [0.0], [p[1] for p in points] or [0.0]
    pincement = math.cos(math.radians((min(latitudes) + max(latitudes)) / 2))
    large, haut = (max(longitudes) - min(longitudes)) * pincement, max(latitudes) - min(latitudes)
    echelle = min((largeur - 2 * MARGE) / max(large, 1e-6), (HAUTEUR_MAXIMALE - 2 * MARGE) / max(haut, 1e-6))
    if not large and not haut:
        echelle = 1.0
    gauche = (largeur - large * echelle) / 2
    ouest, nord = min(longitudes), max(latitudes)
    return (
        lambda lon, lat: (gauche + (lon - ouest) * pincement * echelle, MARGE + (nord - lat) * echelle),
        haut * echelle + 2 * MARGE,
    )


def _fois(point: tuple[float, float], echelle: float) -> tuple[float, float]:
    return point[0] * echelle, point[1] * echelle


def _lieu(dessin: Dessin, lieu: Lieu, x: float, y: float, sommet: int) -> None:
    vue = apparence(1 if lieu.groupe else 0)
    part = math.sqrt((lieu.ouvertes or 0) / sommet) if sommet else 0.0
    rayon = RAYONS[0] + (RAYONS[1] - RAYONS[0]) * part
    fond = hachures_inconnu(dessin) if lieu.libres is None else vue.couleur if lieu.libres else FOND
    signes: dict[str, str | float | None] = {
        "fill": fond, "fill_opacity": 0.8, "stroke": vue.encre, "stroke_width": 1.6,
    }  # fmt: skip
    if lieu.groupe:
        dessin.boite(x + 6, y + 6, 2 * rayon, 2 * rayon, **signes)
    else:
        dessin.element("circle", cx=x, cy=y, r=rayon, **signes)


def _legende(dessin: Dessin, situes: Sequence[Lieu]) -> list[tuple[str, str]]:
    noms = []
    seuls, groupes = [x for x in situes if not x.groupe], [x for x in situes if x.groupe]
    for presents, rang, quoi in ((seuls, 0, "établissement"), (groupes, 1, "familles d'un territoire (carré)")):
        if any(x.libres for x in presents):
            noms.append((f"{quoi} : places libres", apparence(rang).couleur))
    if any(x.libres == 0 for x in situes):
        noms.append(("aucune place libre", FOND))
    if any(x.libres is None for x in situes):
        noms.append(("non vérifiable", hachures_inconnu(dessin)))
    return noms


def classement(identifiant: str, *, titre: str, lieux: Sequence[Lieu], largeur: int = 640) -> Figure:
    """Opened and free places by territory, the territory with most places free first: when nothing has coordinates."""
    par: dict[str, tuple[int, int]] = {}
    for lieu in lieux:
        ouvertes, libres = par.get(lieu.territoire, (0, 0))
        par[lieu.territoire] = ouvertes + (lieu.ouvertes or 0), libres + (lieu.libres or 0)
    ordre = sorted(par.items(), key=lambda p: (-p[1][1], p[0]))
    gauche = min(max((largeur_du_texte(nom) for nom in par), default=0) + 14, largeur * 0.4)
    marques = graduations(0, max((n[0] for n in par.values()), default=1) or 1)
    dessin = Dessin(identifiant, largeur, 60 + 24 * len(ordre))
    x = Echelle(0, marques[-1], gauche, largeur - 24)
    for marque in marques:
        dessin.ligne(x(marque), 26, x(marque), 30 + 24 * len(ordre), stroke="#e1e6eb")
        dessin.texte(x(marque), 46 + 24 * len(ordre), f"{marque:g}", text_anchor="middle", fill=GRIS)
    legende(dessin, [("Libres", apparence(0).couleur), ("Ouvertes", FOND)], 2)
    for rang, (nom, (ouvertes, libres)) in enumerate(ordre):
        y = 40 + 24 * rang
        dessin.texte(gauche - 10, y + 4, abreger(nom, gauche - 12), text_anchor="end", fill=ENCRE)
        dessin.ligne(x(libres), y, x(ouvertes), y, stroke="#9aa5b1")
        marquer(dessin, x(ouvertes), y, "rond", apparence(0).encre, creuse=True)
        marquer(dessin, x(libres), y, "rond", apparence(0).encre)
    return _figure(dessin, titre, lieux)


def _figure(dessin: Dessin, titre: str, lieux: Sequence[Lieu]) -> Figure:
    libres, pleins = sum(x.libres or 0 for x in lieux), sum(x.libres == 0 for x in lieux)
    absents = sum(not x.situe for x in lieux)
    mot = "place libre" if libres == 1 else "places libres"
    phrase = f"{libres} {mot} dans {len(lieux)} lieux ou groupes ; {pleins} sans place libre."
    if absents:
        phrase += f" {absents} sans coordonnées : dans le tableau seulement."
    colonnes = ("Lieu", "Type", "Territoire", "Ouvertes", "Libres")
    lignes = tuple((x.nom, x.type, x.territoire, _dire(x.ouvertes), _dire(x.libres)) for x in lieux)
    return Figure(dessin.identifiant, dessin.rendre(titre, phrase), titre, phrase, colonnes, lignes)


def _dire(nombre: int | None) -> str:
    return INCONNU if nombre is None else str(nombre)
