"""A report as a reader sees it: sections, each with its text, its tables and its comments. Pure.

The page, the Word document and the PDF all render these blocks, so that they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from jalons.application.finances.lignes import Version
from jalons.application.indicateurs.rules import unite_d_un_ecart
from jalons.application.indicateurs.sources import nom as nom_de_source
from jalons.application.rapports.textes import ABSENT, argent, nombre, periode, pourcent
from jalons.droit import regle_cofinancement, unites
from jalons.droit import source as source_financement
from jalons.noyau.dates import DateCivile

STATUTS = {
    "a_engager": "à engager", "en_cours": "en cours", "realisee": "réalisée", "retardee": "retardée",
    "suspendue": "suspendue", "abandonnee": "abandonnée", "inconnu": "inconnu",
}  # fmt: skip
NON_ENGAGEES = ("a_engager", "suspendue", "abandonnee")


@dataclass(frozen=True, slots=True)
class Colonne:
    """A heading, its share of the width, and whether its cells are figures."""

    titre: str
    largeur: float = 1
    droite: bool = False


@dataclass(frozen=True, slots=True)
class Tableau:
    """A table; ``vide`` is what is said when it has no line."""

    titre: str
    colonnes: tuple[Colonne, ...]
    lignes: tuple[tuple[str, ...], ...]
    vide: str = "Rien à montrer."


@dataclass(frozen=True, slots=True)
class SectionPresentee:
    """A section: heading, text, what is said when it has none, tables of figures, comments ``(side, text)``."""

    code: str
    titre: str
    texte: str
    vide: str = ""
    tableaux: tuple[Tableau, ...] = ()
    commentaires: tuple[tuple[str, str], ...] = field(default=())


def tableaux(chiffres: Mapping[str, Any], code: str) -> tuple[Tableau, ...]:
    """The tables of figures that belong to the section ``code`` of the catalogue."""
    blocs = {
        "bilan_actions": (_avancement, _fiches),
        "bilan_financier": (_sources, _non_rattaches),
        "resultats": (_resultats,),
        "tableau_de_bord": (_tableau_de_bord,),
        "plan_action": (_plan_action,),
        "contexte": (_ecarts,),
        "actions_non_engagees": (_non_engagees,),
        "credits": (_credits, _parts),
        "ecarts_snds": (_ecarts_sources,),
    }
    return tuple(bloc(chiffres) for bloc in blocs.get(code, ()))


def symbole(unite: str) -> str:
    """What follows a figure of that unit: the symbol of the catalogue, else the word itself."""
    connue = unites().get(unite)
    return connue.symbole if connue else unite


def date_civile(texte: str | None) -> str:
    """A date as it is known, in words.

    >>> date_civile("2021-10")
    'octobre 2021'
    """
    return str(DateCivile.lire(texte)) if texte else ABSENT


def nom_source(code: str) -> str:
    """Name of a funding source; an announced total mixes them."""
    return source_financement(code).libelle if code else "Toutes sources"


def nom_base(code: str) -> str:
    """Name of a base on which the share of the département is computed."""
    return regle_cofinancement().base(code).libelle


def _avancement(c: Mapping[str, Any]) -> Tableau:
    a = c["avancement"]
    # in the order of the statuses: frozen figures come back from the base in another one
    rangs = [s for s in STATUTS if s in a["par_statut"] and s != "inconnu"]
    lignes = [(STATUTS[s].capitalize(), nombre(a["par_statut"][s])) for s in rangs]
    lignes += [("Statut inconnu", nombre(a["inconnues"])), ("Total", nombre(a["total"]))]
    lignes.append(("Part réalisée, parmi les statuts connus", pourcent(a["taux_realisees"])))
    return Tableau("Avancement", (Colonne("Statut", 3), Colonne("Fiches", 1, True)), tuple(lignes))


def _fiches(c: Mapping[str, Any]) -> Tableau:
    colonnes = (
        Colonne("N°", 0.4),
        Colonne("Fiche", 4),
        Colonne("Pilote", 2),
        Colonne("Statut", 1.2),
        Colonne("Avancement", 1, True),
    )
    lignes = tuple(
        (
            str(f["numero"] or ""), f["titre"], ", ".join(f["pilotes"]) or ABSENT, STATUTS[f["statut"]],
            nombre(f["avancement"], "%"),
        )
        for f in c["fiches"]
    )  # fmt: skip
    return Tableau("Fiches actions", colonnes, lignes, "Le contrat ne porte aucune fiche action.")


def _sources(c: Mapping[str, Any]) -> Tableau:
    colonnes = (Colonne("Source", 2.4), *(Colonne(v.libelle.capitalize(), 1.2, True) for v in Version))
    lignes = tuple((nom_source(s["source"]), *(argent(s[v.value]) for v in Version)) for s in c["finances"]["sources"])
    return Tableau(
        f"Montants de l'exercice {c['exercice']}, par source", colonnes, lignes, "Aucun montant pour cet exercice."
    )


def _non_rattaches(c: Mapping[str, Any]) -> Tableau:
    raisons = {"pluriannuel": "couvre plusieurs années", "inconnu": "période inconnue"}
    lignes = tuple(
        (m["libelle"], nom_source(m["source"]), argent(m["valeur"]), raisons[m["raison"]])
        for m in c["finances"]["non_rattaches"]
    )
    colonnes = (Colonne("Montant", 3), Colonne("Source", 2), Colonne("Valeur", 1.2, True), Colonne("Raison", 1.6))
    return Tableau("Montants que l'on ne peut rattacher à ce seul exercice", colonnes, lignes, "Aucun.")


def _credits(c: Mapping[str, Any]) -> Tableau:
    colonnes = (
        Colonne("Source", 3),
        Colonne("De référence", 1.4, True),
        Colonne("Engagé", 1, True),
        Colonne("Payé", 1, True),
    )
    lignes = tuple(
        (nom_source(s["source"]), argent(s["reference"]), pourcent(s["taux_engage"]), pourcent(s["taux_paye"]))
        for s in c["finances"]["sources"]
    )
    return Tableau("Consommation des crédits de l'exercice", colonnes, lignes, "Aucun montant pour cet exercice.")


def _parts(c: Mapping[str, Any]) -> Tableau:
    etats = {"respectee": "respectée", "non_respectee": "non respectée", "non_verifiable": "non vérifiable"}
    lignes = tuple(
        (nom_base(base), pourcent(p["part"]), etats[p["etat"]], p["raison"] or "")
        for base in (b.code for b in regle_cofinancement().bases)
        if (p := c["finances"]["contrat"]["parts_departement"].get(base))
    )
    colonnes = (
        Colonne("Base de calcul", 2.2),
        Colonne("Part", 1, True),
        Colonne("Règle des 50 %", 1.2),
        Colonne("Remarque", 3),
    )
    return Tableau("Part du département, sur tout le contrat", colonnes, lignes)


def _resultats(c: Mapping[str, Any]) -> Tableau:
    reponses = {True: "atteinte", False: "non atteinte", None: "non vérifiable"}
    lignes = tuple(
        (
            i["libelle"],
            _cible(i),
            nom_de_source(v["source"]),
            nombre(v["valeur"], symbole(i["unite"])),
            pourcent(v["avancement"]),
            reponses[v["atteinte"]],
        )
        for i in c["indicateurs"]
        for v in i["valeurs"]
    )
    colonnes = (
        Colonne("Indicateur", 3), Colonne("Cible", 1.2, True), Colonne("Source", 1), Colonne("Valeur", 1.2, True),
        Colonne("Chemin parcouru", 1.2, True), Colonne("Cible de l'année", 1.2),
    )  # fmt: skip
    return Tableau("Résultats au regard des cibles", colonnes, lignes, "Aucune valeur saisie pour cet exercice.")


def _cible(i: Mapping[str, Any]) -> str:
    if i["sens"] == "plage":
        return f"de {nombre(i['borne_min'])} à {nombre(i['borne_max'], symbole(i['unite']))}"
    return nombre(i["cible"], symbole(i["unite"]))


def _par_source(i: Mapping[str, Any]) -> str:
    unite = symbole(i["unite"])
    return " ; ".join(f"{nom_de_source(v['source'])} : {nombre(v['valeur'], unite)}" for v in i["valeurs"])


def _tableau_de_bord(c: Mapping[str, Any]) -> Tableau:
    lignes = tuple(
        (
            i["libelle"], nombre(i["t0"], symbole(i["unite"])), _cible(i),
            _par_source(i) or ABSENT,
        )
        for i in c["indicateurs"]
    )  # fmt: skip
    colonnes = (
        Colonne("Indicateur", 3.6), Colonne("Départ (T0)", 1.2, True), Colonne("Cible", 1.2, True),
        Colonne("Valeurs par source", 2.4),
    )  # fmt: skip
    return Tableau("Tableau de bord", colonnes, lignes, "Aucun indicateur n'est rattaché aux fiches du contrat.")


def _plan_action(c: Mapping[str, Any]) -> Tableau:
    lignes = tuple(
        (f["titre"], f"{a['numero']}. {a['titre']}", STATUTS[a["statut"]], periode(a["debut"], a["fin"]))
        for f in c["fiches"]
        for a in f["actions"]
    )
    colonnes = (Colonne("Fiche", 2), Colonne("Action", 3), Colonne("Statut", 1), Colonne("Calendrier", 1.6))
    return Tableau("Plan d'action", colonnes, lignes, "Aucune action n'est détaillée.")


def _non_engagees(c: Mapping[str, Any]) -> Tableau:
    lignes = tuple(
        (f["titre"], STATUTS[f["statut"]], f["blocage"] or ABSENT, f["deblocage"] or ABSENT)
        for f in c["fiches"]
        if f["statut"] in NON_ENGAGEES
    )
    colonnes = (
        Colonne("Fiche", 2.4),
        Colonne("Statut", 1),
        Colonne("Ce qui bloque", 2),
        Colonne("Ce qui débloquerait", 2),
    )
    return Tableau(
        "Actions non engagées", colonnes, lignes, "Toutes les actions dont le statut est connu sont engagées."
    )


def gravite_en_mots(gravite: str, *, confirme: bool) -> str:
    """The weight of an écart; one that rests on an unconfirmed fact of law never blocks.

    >>> gravite_en_mots("bloquant", confirme=False), gravite_en_mots("information", confirme=False)
    ('bloquant si confirmé', 'information, non confirmé')
    """
    if confirme:
        return gravite
    return "bloquant si confirmé" if gravite == "bloquant" else f"{gravite}, non confirmé"


def _ecarts(c: Mapping[str, Any]) -> Tableau:
    lignes = tuple(
        (gravite_en_mots(e["gravite"], confirme=e["confirme"]), e["message"], e["justification"] or "à justifier")
        for e in c.get("ecarts", ())
    )
    colonnes = (Colonne("Gravité", 1.2), Colonne("Constat", 4), Colonne("Justification", 3))
    return Tableau("Ce qui ne concorde pas dans le contrat", colonnes, lignes, "Aucun écart relevé.")


def _ecarts_sources(c: Mapping[str, Any]) -> Tableau:
    lignes = tuple(
        (
            i["libelle"],
            _par_source(i),
            nombre(i["ecart"], unite_d_un_ecart(symbole(i["unite"]), Decimal(str(i["ecart"])))),
        )
        for i in c["indicateurs"]
        if i["ecart"] is not None
    )
    colonnes = (Colonne("Indicateur", 3), Colonne("Valeurs", 3), Colonne("Écart", 1.2, True))
    return Tableau(
        "Deux sources, deux valeurs", colonnes, lignes, "Aucun indicateur n'a deux sources pour cet exercice."
    )


def identification(chiffres: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """What the report is about, as pairs."""
    contrat = chiffres["contrat"]
    roles = {"signataire": "signataire", "financeur": "financeur", "membre": "membre"}
    parties = " ; ".join(
        p["nom"] + (f" ({', '.join(roles.get(r, r) for r in p['roles'])})" if p["roles"] else "")
        for p in contrat["parties"]
    )
    return (
        ("Collectivité", chiffres["collectivite"]),
        ("Contrat", contrat["titre"]),
        ("Exercice", str(chiffres["exercice"])),
        ("Période du contrat", periode(contrat["debut"], contrat["fin"])),
        ("Régime", contrat["regime"]),
        ("Parties", parties or ABSENT),
    )


def presenter(
    chiffres: Mapping[str, Any],
    sections: Sequence[tuple[str, str, str]],
    commentaires: Mapping[str, Sequence[tuple[str, str]]],
) -> tuple[SectionPresentee, ...]:
    """The sections ``(code, title, text)`` in their order, with their tables and comments ``(side, text)``."""
    return tuple(
        SectionPresentee(
            code, titre, texte, "Section non rédigée.", tableaux(chiffres, code), tuple(commentaires.get(code, ()))
        )
        for code, titre, texte in sections
    )
