"""The weights of wishes: visible, set by the département in one YAML file, checked before they serve."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Annotated, Any, ClassVar

import yaml

from jalons.appariement.regles import REGLES
from jalons.noyau.gabarit import Champ, schema_json
from jalons.noyau.gabarit_lecture import lire_gabarit
from jalons.noyau.saisie import EntreeRefusee, Faute
from jalons.noyau.yaml_simple import charger
from jalons.noyau.yaml_situe import lire_yaml

NATIONAUX = Path(__file__).with_name("poids.yaml")
ENTETE = "Poids d'un plan de places. Format : docs/reference/format-poids.md"
POINT_MAXIMAL = 100_000
ECHELLE = 100
"""Costs are whole hundredths of a point: sums are exact, whatever the machine."""


def en_points(centiemes: int) -> float:
    """What a reader sees of a cost counted in hundredths of a point.

    >>> en_points(1250)
    12.5
    """
    return int(centiemes) / ECHELLE


JOURS_COMPTES = 365
"""Days of waiting that count at most."""


def _points(texte: str) -> Champ:
    return Champ(texte, minimum=0, maximum=POINT_MAXIMAL)


@dataclass(frozen=True, slots=True)
class Poids:
    """Points of each wish when it is wholly missed, and the conventions of distance."""

    PRESENTATION: ClassVar[str] = "Points de chaque vœu quand il est tout à fait manqué, et conventions de distance."

    sans_place: Annotated[int, _points("Un enfant sans proposition.")]
    attente_par_jour: Annotated[int, _points("Par jour d'attente d'un enfant sans proposition, un an au plus.")]
    separation: Annotated[int, _points("Par maison de plus qu'une seule pour une fratrie.")]
    parents: Annotated[int, _points("Distance moyenne aux parents.")]
    ecole: Annotated[int, _points("Distance à l'école.")]
    connu: Annotated[int, _points("Un lieu que l'enfant ne connaît pas, quand il en connaît un.")]
    duree: Annotated[int, _points("Part de la durée prévue que le lieu ne peut tenir.")]
    charge: Annotated[int, _points("Part des places autorisées du lieu déjà occupées.")]
    territoire: Annotated[int, _points("Part des places autorisées du territoire déjà occupées.")]
    verification: Annotated[int, _points("Par règle à vérifier.")]
    changement: Annotated[int, _points("Une proposition qui diffère du plan précédent.")]
    plafond_parents_km: Annotated[int, Champ("Distance aux parents tout à fait manquée.", minimum=1, maximum=2000)]
    plafond_ecole_km: Annotated[int, Champ("Distance à l'école tout à fait manquée.", minimum=1, maximum=2000)]
    km_par_minute: Annotated[Decimal, Champ("Kilomètres comptés pour une minute de trajet.", minimum=0, maximum=3)]
    meme_commune_km: Annotated[int, Champ("Compté pour la même commune.", minimum=0, maximum=2000)]
    meme_epci_km: Annotated[int, Champ("Compté pour la même intercommunalité.", minimum=0, maximum=2000)]
    meme_departement_km: Annotated[int, Champ("Compté pour le même département.", minimum=0, maximum=2000)]
    autre_departement_km: Annotated[int, Champ("Compté pour un autre département.", minimum=0, maximum=2000)]
    distance_inconnue_km: Annotated[int, Champ("Compté quand rien n'est connu.", minimum=0, maximum=2000)]
    part_inconnue: Annotated[Decimal, Champ("Part de manque d'un vœu dont la donnée manque.", minimum=0, maximum=1)]
    inconnu_exclut: Annotated[
        tuple[str, ...], Champ("Règles qui excluent un lieu quand leur donnée manque.", nature="regle")
    ] = ()

    def plus_cher(self) -> int:
        """The points of the worst admissible pair, whatever the child."""
        voeux = self.parents + self.ecole + self.connu + self.duree + self.charge + self.territoire + self.changement
        return voeux + self.verification * sum(r.code not in self.inconnu_exclut for r in REGLES)


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of a file of weights; a key left out takes the value of Jalons."""
    return schema_json(Poids, identifiant="jalons/poids.schema.json", titre="Poids d'un plan de places")


@cache
def poids_nationaux() -> Poids:
    """The weights that Jalons ships."""
    return _lire(NATIONAUX.read_bytes(), nom=NATIONAUX.name)


def lire_poids(contenu: bytes, *, nom: str = "poids") -> Poids:
    """The weights of a département: those of its file, and those of Jalons for what the file leaves out.

    Raises:
        EntreeRefusee: every fault; or weights under which a child would be left out rather than placed alone or far.
    """
    contenu = _en_lignes(contenu, nom=nom)
    poids = _lire(contenu, nom=nom, base=_complement(contenu, nom=nom))
    plancher = poids.plus_cher() + poids.separation
    if poids.sans_place <= plancher:
        message = (
            f"« sans_place » vaut {poids.sans_place} points, et la pire place, séparation comprise, {plancher} : "
            f"un plan laisserait des enfants sans place. Donnez plus de {plancher} à « sans_place »."
        )
        raise EntreeRefusee([Faute("sans_place", message, str(poids.sans_place), f"plus de {plancher}")], quoi=nom)
    return poids


def _lire(contenu: bytes, *, nom: str, base: bytes = b"") -> Poids:
    natures = {"regle": lambda: {r.code: r.libelle for r in REGLES}}
    return lire_gabarit(contenu + base, Poids, schema(), natures=natures, nom=nom)


def _complement(contenu: bytes, *, nom: str) -> bytes:
    """Lines that give the weights of Jalons for the keys that ``contenu`` leaves out, to write below it."""
    donnees = lire_yaml(contenu, nom=nom).donnees
    presentes = donnees if isinstance(donnees, dict) else {}
    base = charger(NATIONAUX.read_bytes())
    return "".join(f"\n{cle}: {valeur}" for cle, valeur in base.items() if cle not in presentes).encode()


def _en_lignes(contenu: bytes, *, nom: str) -> bytes:
    """The same, one key a line, when it was written between braces: lines may then be added."""
    if not contenu.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return contenu
    donnees = lire_yaml(contenu, nom=nom).donnees
    return yaml.safe_dump(donnees, allow_unicode=True, sort_keys=False).encode()
