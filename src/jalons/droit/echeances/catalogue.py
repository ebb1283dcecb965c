"""From the catalogue's files to the rules of delay. The shape is checked by ``lint``, not here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from jalons.droit.construction import Constructeur
from jalons.droit.echeances.calendrier import Duree, Territoire, lire_territoires
from jalons.droit.echeances.regles import (
    Attribut,
    Condition,
    Delai,
    Evenement,
    Genre,
    Prolongation,
    RegleDelai,
    Regles,
    Suspension,
    Valeur,
    Version,
)
from jalons.droit.loader import CATALOGUE, bibliographie, lire
from jalons.droit.valeurs import Provenance

Donnees = Mapping[str, Any]


@cache
def territoires() -> Mapping[str, Territoire]:
    """Every territory by code, with its public holidays and its time zone."""
    return lire_territoires(lire(CATALOGUE / "nomenclatures" / "jours_feries.yaml"))


def territoire(code: str) -> Territoire:
    """The territory of that code; raises ``KeyError``."""
    return territoires()[code]


@cache
def evenements() -> Mapping[str, Evenement]:
    """Every event of the national catalogue by code."""
    fichiers = sorted((CATALOGUE / "nomenclatures" / "evenements").glob("*.yaml"))
    return {e["code"]: evenement(e) for f in fichiers for e in lire(f)["evenements"]}


@cache
def toutes_les_regles() -> tuple[RegleDelai, ...]:
    """Every rule of the national catalogue, matter by matter, those that must be switched on included."""
    constructeur = Constructeur(bibliographie())
    fichiers = [lire(f) for f in sorted((CATALOGUE / "echeances").glob("*.yaml"))]
    return tuple(
        regle(r, f["matiere"], constructeur.provenance(r["provenance"])) for f in fichiers for r in f["regles"]
    )


@cache
def matieres() -> Mapping[str, str]:
    """Name of each matter by code."""
    fichiers = [lire(f) for f in sorted((CATALOGUE / "echeances").glob("*.yaml"))]
    return {f["matiere"]: f["libelle"] for f in fichiers}


@cache
def regles_nationales() -> Regles:
    """The rules that apply where the département has said nothing, in metropolitan France."""
    toutes = toutes_les_regles()
    return Regles(
        regles=tuple(r for r in toutes if r.par_defaut),
        evenements=evenements(),
        territoire=territoire("metropole"),
        absentes=tuple(r for r in toutes if not r.par_defaut),
    )


def evenement(d: Donnees) -> Evenement:
    """An event as its file gives it."""
    attributs = (
        Attribut(a["nom"], a["type"], a["libelle"], tuple(a["valeurs"]) if "valeurs" in a else None)
        for a in d["attributs"]
    )
    return Evenement(d["code"], d["libelle"], tuple(d["sujet"]), tuple(attributs))


def regle(d: Donnees, matiere: str, provenance: Provenance) -> RegleDelai:
    """A rule as its file gives it."""
    prolongation, suspension = d.get("prolongee_par"), d.get("suspendue_par")
    versions = sorted((_version(v, d.get("si", ())) for v in d["versions"]), key=lambda v: v.du or date.min)
    return RegleDelai(
        code=d["code"],
        matiere=matiere,
        libelle=d["libelle"],
        sujet=d["sujet"],
        nature=d["nature"],
        forme=d["forme"],
        ouverte_par=tuple(d["ouverte_par"]),
        lien=d.get("lien"),
        tenue_par=tuple(d.get("tenue_par", ())),
        sans_objet_par=tuple(d.get("sans_objet_par", ())),
        prolongation=Prolongation(
            prolongation["evenement"], duree(prolongation["delai"]), prolongation.get("motif"), prolongation["au_plus"]
        )
        if prolongation
        else None,
        suspension=Suspension(suspension["debut"], suspension["fin"]) if suspension else None,
        report=d.get("report") == "jour_ouvrable",
        veille=d.get("dernier_jour") == "veille",
        version_au_terme=d.get("en_vigueur_au") == "terme",
        avance=duree(d["avance"]) if "avance" in d else None,
        acte=d["acte"],
        qui=d["qui"],
        condition=d.get("condition", ""),
        versions=tuple(versions),
        certain=d["certain"],
        provenance=provenance,
    )


def _version(d: Donnees, si: Sequence[Donnees]) -> Version:
    return Version(
        du=_jour(d["du"]),
        au=_jour(d["au"]),
        delai=delai(d["delai"]),
        fin=delai(d["fin"]) if "fin" in d else None,
        si=tuple(_condition(c) for c in d.get("si", si)),
        reference=d["reference"],
        note=d.get("note", ""),
    )


def _jour(texte: str | None) -> date | None:
    return None if texte is None else date.fromisoformat(texte)


def duree(d: Donnees) -> Duree:
    """A number of units."""
    return Duree(d["valeur"], d["unite"])


def delai(d: Donnees) -> Delai:
    """A delay, of the genre that its keys say."""
    unite = d.get("unite")
    if "age" in d:
        return Delai("age", duree=Duree(d["age"], unite or "an"))
    if "le" in d:
        jour, mois = d["le"].split("-")
        return Delai("jour_de_l_annee", jour_mois=(int(jour), int(mois)), annees=d.get("annee", 0))
    if "date" in d:
        return Delai("jour_fixe", jour=date.fromisoformat(d["date"]))
    if "parametre" in d:
        return Delai("parametre")
    if "decision" in d:
        defaut = duree(d["a_defaut"]) if "a_defaut" in d else None
        return Delai("decision", attribut=d["decision"], unite=unite, a_defaut=defaut)
    if "seuil" in d:
        return Delai("seuil", seuil=d["seuil"], attribut=d.get("attribut"))
    if unite in ("immediat", "interdiction"):
        genre: Genre = "immediat" if unite == "immediat" else "interdiction"
        return Delai(genre)
    if "valeur" in d:
        return Delai("duree", duree=duree(d))
    return Delai("sans_chiffre", mot=str(unite))


def _condition(d: Donnees) -> Condition:
    if "age" in d:
        age = d["age"]
        return Condition(
            "age", au_moins=age.get("au_moins"), moins_de=age.get("moins_de"), unite=age.get("unite", "an")
        )
    for genre in ("fait", "sans_fait"):
        if genre in d:
            par_lien = d.get("portee") == "lien"
            return Condition("fait" if genre == "fait" else "sans_fait", evenements=tuple(d[genre]), par_lien=par_lien)
    dans: tuple[Valeur, ...] | None = tuple(d["dans"]) if "dans" in d else None
    return Condition(
        "attribut",
        attribut=d["attribut"],
        au_moins=d.get("au_moins"),
        moins_de=d.get("moins_de"),
        dans=(d["egal"],) if "egal" in d else dans,
        hors=tuple(d["hors"]) if "hors" in d else None,
    )
