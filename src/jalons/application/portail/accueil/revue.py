"""Blocks on what is agreed with the State and the ARS: contracts, schémas, reports, counter-proposals, money."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from jalons.analyse.graphiques import Serie, barres_empilees
from jalons.application.acces.permissions import Permission
from jalons.application.contrats.selectors import Vue
from jalons.application.finances import calculs
from jalons.application.finances.calculs import Consommation
from jalons.application.finances.lignes import LigneFinanciere, Version
from jalons.application.portail.accueil.releve import Releve, lien
from jalons.application.rapports.rules import limite_du_rapport, rapport_en_retard
from jalons.application.rapports.selectors import cotes_de, exercices
from jalons.application.schema.selectors import etat_du
from jalons.application.schema.suivi import avancee
from jalons.droit import sources_financement
from jalons.noyau.dates import DateCivile
from jalons.noyau.montants import pourcentage
from jalons.noyau.periodes import Periode

Contexte = dict[str, Any]

VERSIONS = (Version.NOTIFIE, Version.SIGNE, Version.ENGAGE, Version.PAYE)
GESTIONNAIRES = {"prefecture": ("prefet",), "ars": ("ars",)}
"""Who holds the money of which side (``droit``: ``gestionnaire`` of a source)."""


def contrats(releve: Releve) -> Contexte:
    """Contracts with their state, their money and their écarts, those already answered apart."""
    justifies = _justifies(releve)
    lignes = [_contrat(v, justifies[v.contrat.pk]) for v in releve.vues]
    droits = releve.requete.droits
    return {
        "lignes": lignes,
        "creer": lien("contrats:creer") if droits.peut(Permission.CONTRATS_MODIFIER) else "",
        "lire": lien("relecture:deposer") if droits.peut(Permission.RELECTURE_RELIRE) else "",
    }


def _contrat(vue: Vue, justifies: Collection[str]) -> Contexte:
    dossier = vue.dossier
    total = vue.etude.garder("total", lambda: calculs.total(dossier.finances.lignes))
    ouverts = [e for e in vue.ecarts if e.cle not in justifies]
    return {
        "titre": dossier.intitule, "url": lien("contrats:contrat", vue.contrat.pk), "etat": vue.etat,
        "periode": dossier.periode, "total": total, "ecarts": len(ouverts),
        "justifies": len(vue.ecarts) - len(ouverts), "collectivite": vue.contrat.collectivite.nom,
    }  # fmt: skip


def schemas(releve: Releve) -> Contexte:
    """Schémas with their state, what they hold and how far they have gone."""
    statuts: dict[int, list[str]] = defaultdict(list)
    for fiche in releve.tables["fiches_des_schemas"]:
        statuts[fiche["cadre_id"]].append(fiche["statut"])
    lus = sorted(releve.tables["schemas"], key=lambda s: s["debut"] or "", reverse=True)
    droits = releve.requete.droits
    return {
        "lignes": [_schema(s, statuts[s["cadre_id"]], releve.au) for s in lus if s["debut"] and s["fin"]],
        "creer": lien("schema:creer") if droits.peut(Permission.SCHEMA_MODIFIER) else "",
        "lire": lien("relecture:deposer") if droits.peut(Permission.RELECTURE_RELIRE) else "",
    }


def _schema(lu: Contexte, statuts: list[str], au: date) -> Contexte:
    periode = Periode(DateCivile.lire(lu["debut"]), DateCivile.lire(lu["fin"]))
    adopte_le = DateCivile.lire(lu["adopte_le"]) if lu["adopte_le"] else None
    return {
        "titre": lu["titre"], "url": lien("schema:schema", lu["cadre_id"]), "periode": periode,
        "etat": etat_du(periode, adopte_le, au, publie=lu["publie"]), "engagements": lu["engagements"],
        "fiches": len(statuts), "avancee": avancee(statuts, ()),
    }  # fmt: skip


def _justifies(releve: Releve) -> dict[int, set[str]]:
    """Keys of the écarts already answered, by frame."""
    cles: dict[int, set[str]] = defaultdict(set)
    for j in releve.tables["justifications"]:
        cles[j["cadre_id"]].add(j["cle"])
    return cles


def argent(releve: Releve) -> Contexte:
    """What was notified, signed, committed and paid, by source, on the contracts in force, else on the last one."""
    return releve.portefeuille.garder(("argent", releve.au), lambda: _argent(releve.vues, None))


def credits_du_cote(releve: Releve) -> Contexte:
    """The same for the money that the agent's side holds."""
    cotes = [c for code in releve.codes for c in cotes_de(releve.requete, code)]
    gestionnaires = {g for c in cotes for g in GESTIONNAIRES.get(c, ())}
    sources = frozenset(s.code for s in sources_financement() if s.gestionnaire in gestionnaires)
    return releve.portefeuille.garder(("credits", releve.au, sources), lambda: _argent(releve.vues, sources))


def _argent(toutes: Sequence[Vue], sources: Collection[str] | None) -> Contexte:
    vues = [v for v in toutes if v.etat == "en_vigueur"] or toutes[:1]
    lignes = [x for v in vues for x in v.dossier.finances.lignes if x.s_ajoute]
    gardees = [x for x in lignes if sources is None or x.source in sources]
    consommations = calculs.consommations(gardees)
    return {
        "contrats": [(v.dossier.intitule, lien("finances:plan", v.contrat.pk)) for v in vues],
        "lignes": [_source(c, gardees) for c in consommations],
        "figure": _barres(gardees, sources) if gardees else None,
        "par_an": any(x.par_an for x in gardees),
    }


def _source(c: Consommation, lignes: list[LigneFinanciere]) -> Contexte:
    notifie = _somme(lignes, c.source, Version.NOTIFIE)
    part = pourcentage(c.paye, c.reference) if c.paye is not None and c.reference else None
    noms = {s.code: s.libelle for s in sources_financement()}
    return {
        "libelle": noms.get(c.source, c.source), "reference": c.reference, "notifie": notifie, "engage": c.engage,
        "paye": c.paye, "part": part,
    }  # fmt: skip


def _barres(lignes: list[LigneFinanciere], choisies: Collection[str] | None) -> Any:
    """Named by what it counts: an agent with two roles sees one for each, and a page names nothing twice."""
    sources = list(dict.fromkeys(x.source for x in lignes))
    noms = {s.code: s.libelle for s in sources_financement()}
    series = [Serie(noms.get(s, s), tuple(_somme(lignes, s, v) for v in VERSIONS)) for s in sources]
    return barres_empilees(
        "-".join(["argent-par-version", *sorted(code.lower().replace("_", "-") for code in choisies or ())]),
        titre="Crédits par étape et par source",
        categories=[v.libelle.capitalize() for v in VERSIONS],
        series=series,
        par="étape",
        additionner=False,
    )


def _somme(lignes: list[LigneFinanciere], source: str, version: Version) -> Decimal | None:
    trouvees = [x.valeur for x in lignes if x.source == source and x.version is version]
    return sum(trouvees, Decimal(0)) if trouvees else None


def rapports(releve: Releve) -> Contexte:
    """Reports that are awaited, late first; agreed ones are only counted."""
    connus = {(r["contrat_id"], r["exercice"]): r for r in releve.tables["rapports"]}
    attendus = [
        _attendu(vue, exercice, connus.get((vue.contrat.pk, exercice)), releve.au)
        for vue in releve.vues
        if vue.dossier.periode
        for exercice in exercices(vue.dossier.periode.debut, vue.dossier.periode.fin, releve.au)
    ]
    ouverts = sorted((a for a in attendus if a["etat"] != "arrete"), key=lambda a: a["exercice"])
    return {
        "lignes": ouverts[:8], "arretes": len(attendus) - len(ouverts), "attendus": len(attendus),
        "en_retard": sum(a["en_retard"] for a in ouverts), "non_verifiables": sum(a["non_verifiable"] for a in ouverts),
    }  # fmt: skip


def _attendu(vue: Vue, exercice: int, rapport: Contexte | None, au: date) -> Contexte:
    arrete = rapport["arrete_le"] if rapport else None
    limite = limite_du_rapport(exercice)
    jour = timezone.localtime(datetime.fromisoformat(arrete)).date() if arrete else None
    suivi = rapport is not None or not vue.contrat.repris
    retards = rapport_en_retard(exercice, arrete_le=jour, au=au, suivi=suivi)
    return {
        "exercice": exercice, "contrat": vue.dossier.intitule, "etat": rapport["etat"] if rapport else "",
        "limite": limite[0] if limite else None, "en_retard": bool(retards) and suivi,
        "non_verifiable": bool(retards) and not suivi,
        "url": lien("rapports:detail", rapport["id"]) if rapport else lien("rapports:liste"),
    }  # fmt: skip


def rapports_a_viser(releve: Releve) -> Contexte:
    """Shared reports that wait for an answer of the agent's side, then those it sent back."""
    donnes = {(v["rapport_id"], v["tour"], v["cote"]) for v in releve.tables["visas"]}
    lignes, renvoyes = [], []
    for r in sorted(releve.tables["rapports"], key=lambda r: (r["exercice"], r["collectivite_id"])):
        cotes = cotes_de(releve.requete, r["collectivite_id"])
        r["url"] = lien("rapports:detail", r["id"])
        if r["etat"] == "renvoye":
            renvoyes.append(r)
        elif r["etat"] == "partage" and any((r["id"], r["tour"], c) not in donnes for c in cotes):
            lignes.append(r)
    return {"lignes": lignes, "renvoyes": renvoyes, "arretes": _nombre(releve, "arrete")}


def _nombre(releve: Releve, etat: str) -> int:
    return sum(r["etat"] == etat for r in releve.tables["rapports"])


def propositions(releve: Releve) -> Contexte:
    """Counter-proposals: open ones first, then the last answers."""
    lues = sorted(releve.tables["propositions"], key=lambda p: (p["etat"] != "ouverte", p["deposee_le"]))
    for p in lues:
        p["url"] = lien("indicateurs:detail", p["indicateur_id"])
        p["periode"] = DateCivile.lire(p["periode"])
    return {"lignes": lues[:6], "ouvertes": sum(p["etat"] == "ouverte" for p in lues)}
