"""What a run must reproduce: published figures, one source each, and the totals of each group that follow from them."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from jalons.noyau.saisie import EntreeRefusee, Faute, abrege
from jalons.noyau.yaml_simple import charger
from jalons.synthese.hasard import Entiers, Reels

CODES = (
    "informations_preoccupantes", "enfants_en_ip", "familles_en_ip", "accueillis", "confies", "part_judiciaire",
    "familles_accueil", "etablissements", "aed", "aemo",
)  # fmt: skip
"""The targets that a file must give, all of them."""


@dataclass(frozen=True, slots=True)
class Cible:
    """One published figure."""

    code: str
    libelle: str
    valeur: float
    annee: int
    source: str


@dataclass(frozen=True, slots=True)
class Cibles:
    """The targets for ``enfants_suivis`` children followed on the last day; counts scale with their number.

    Attributes:
        bornes: upper bound of each class of age in whole years, excluded; ``parts``: share of each class.
    """

    enfants_suivis: int
    tolerance: float
    cibles: dict[str, Cible]
    classes: tuple[str, ...]
    bornes: Entiers
    parts: Reels
    source_ages: str

    def compte(self, code: str, enfants: int) -> float:
        """The figure expected for ``enfants`` children followed; a share does not scale."""
        valeur = self.cibles[code].valeur
        return valeur if code.startswith("part_") else valeur * enfants / self.enfants_suivis

    def totaux(self, enfants: int) -> dict[str, float]:
        """Children followed at the last day in each group of profiles.

        The young adults take the share of the last class of age, in care and out of it; prevention takes what is left.
        """
        accueillis, confies = self.compte("accueillis", enfants), self.compte("confies", enfants)
        aed, aemo = self.compte("aed", enfants), self.compte("aemo", enfants)
        judiciaire = confies * self.compte("part_judiciaire", enfants)
        majeurs = float(self.parts[-1])
        return {
            "judiciaire": judiciaire,
            "majeurs_accueillis": accueillis * majeurs,
            "administratif": confies - judiciaire - accueillis * majeurs,
            "directs": accueillis - confies,
            "aed": aed,
            "aemo": aemo,
            "majeurs_suivis": (enfants - accueillis) * majeurs,
            "prevention": (enfants - accueillis) * (1 - majeurs) - aed - aemo,
        }


def lire_cibles(chemin: Path | None = None) -> Cibles:
    """The targets of a file, or those that Jalons ships.

    Raises:
        EntreeRefusee: every fault of the file at once.
    """
    quoi = str(chemin or "cibles.yaml")
    try:
        brut = charger(chemin.read_bytes() if chemin else (resources.files("jalons.synthese") / quoi).read_bytes())
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as erreur:
        message = f"Le fichier de cibles ne peut être lu ({abrege(erreur)}). Donnez un fichier YAML lisible."
        raise EntreeRefusee([Faute(quoi, message, quoi, "un fichier YAML")], quoi=quoi) from erreur
    fautes = _fautes(brut)
    if fautes:
        raise EntreeRefusee(fautes, quoi=quoi)
    cibles = _construire(brut)
    fautes = [
        Faute(
            f"cibles : {groupe}",
            f"Les cibles se contredisent : il resterait {reste:.0f} enfants pour « {groupe} ». Revoyez les totaux.",
            f"{reste:.0f}",
            "un reste positif",
        )
        for groupe, reste in cibles.totaux(cibles.enfants_suivis).items()
        if reste < 0
    ]
    if fautes:
        raise EntreeRefusee(fautes, quoi=quoi)
    return cibles


def _fautes(brut: Any) -> list[Faute]:
    if not isinstance(brut, dict) or not isinstance(brut.get("cibles"), list) or not isinstance(brut.get("ages"), dict):
        attendu = "enfants_suivis, tolerance, cibles, ages"
        return [Faute("", "Le fichier n'a pas la forme attendue : reprenez celle de cibles.yaml.", "", attendu)]
    fautes = [
        Faute(cle, f"« {abrege(brut.get(cle))} » n'est pas un nombre positif : corrigez.", str(brut.get(cle)), "> 0")
        for cle in ("enfants_suivis", "tolerance")
        if not _positif(brut.get(cle))
    ]
    vues = {c.get("code"): c for c in brut["cibles"] if isinstance(c, dict)}
    for code in CODES:
        lieu = f"cibles : {code}"
        if code not in vues:
            fautes.append(Faute(lieu, f"La cible « {code} » manque : ajoutez sa valeur et sa source.", "", code))
            continue
        if not _positif(vues[code].get("valeur")):
            recu = abrege(vues[code].get("valeur"))
            fautes.append(Faute(lieu, f"La valeur « {recu} » n'est pas un nombre positif : corrigez.", recu, "> 0"))
        if not vues[code].get("source"):
            fautes.append(Faute(lieu, f"La cible « {code} » n'a pas de source : dites d'où vient le chiffre."))
    return fautes + _fautes_ages(brut["ages"].get("classes"))


def _fautes_ages(classes: Any) -> list[Faute]:
    lieu = "ages : classes"
    if not isinstance(classes, list) or not all(
        isinstance(c, dict) and _positif(c.get("part")) and _positif(c.get("moins_de")) for c in classes
    ):
        return [Faute(lieu, "Chaque classe d'âge donne « moins_de » (ans) et « part » (entre 0 et 1).", "", "liste")]
    bornes = [c["moins_de"] for c in classes]
    fautes = []
    if bornes != sorted(set(bornes)) or bornes[-2:] != [18, 21]:
        message = "Les bornes des classes d'âge croissent, et les deux dernières sont 18 et 21 ans."
        fautes.append(Faute(lieu, message, str(bornes), "…, 18, 21"))
    somme = sum(c["part"] for c in classes)
    if abs(somme - 1) > 0.001:
        message = f"Les parts des âges font {somme:.3f} : elles doivent faire 1."
        fautes.append(Faute(lieu, message, f"{somme:.3f}", "1"))
    return fautes


def _positif(valeur: Any) -> bool:
    return isinstance(valeur, int | float) and not isinstance(valeur, bool) and valeur > 0


def _construire(brut: dict[str, Any]) -> Cibles:
    classes = brut["ages"]["classes"]
    cibles = {
        c["code"]: Cible(
            c["code"], c.get("libelle", c["code"]), float(c["valeur"]), int(c.get("annee", 0)), c["source"]
        )
        for c in brut["cibles"]
        if c["code"] in CODES
    }
    return Cibles(
        enfants_suivis=int(brut["enfants_suivis"]),
        tolerance=float(brut["tolerance"]),
        cibles=cibles,
        classes=tuple(c.get("code", f"moins_de_{c['moins_de']}") for c in classes),
        bornes=np.array([c["moins_de"] for c in classes], dtype=np.int64),
        parts=np.array([c["part"] for c in classes], dtype=np.float64),
        source_ages=str(brut["ages"].get("source", "")),
    )
