"""The figures of a report, from the rows of a contract at an instant: one JSON document, always built the same way.

Pure: the same rows give the same bytes, so that a frozen report can be checked against the history for ever.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from jalons.application.fiches.rules import taux_de_realisation
from jalons.application.finances import calculs
from jalons.application.finances.lignes import LigneFinanciere, Version
from jalons.application.indicateurs.rules import Cible, Sens, ecart_entre_sources, est_atteinte, taux_avancement
from jalons.application.rapports.exercice import Rattachement, rattacher
from jalons.noyau.dates import DateCivile
from jalons.noyau.ecarts import Ecart

Ligne = Mapping[str, Any]
FORMAT = 1
"""Version of this JSON document, kept in it."""


def empreinte(contenu: Mapping[str, Any]) -> str:
    """Fingerprint (SHA-256, hexadecimal) of the figures, whatever the order of their keys."""
    texte = json.dumps(contenu, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(texte.encode()).hexdigest()


def en_json(contenu: Mapping[str, Any]) -> dict[str, Any]:
    """The same figures as plain JSON: decimals as text, so that nothing is lost."""
    resultat: dict[str, Any] = json.loads(json.dumps(contenu, ensure_ascii=False, default=str))
    return resultat


def bloc_fiches(etats: Any) -> list[dict[str, Any]]:
    """The fiches of the frame in their order, each once, with who leads, status, steps and expected results."""
    noms = {r["pgh_obj_id"]: r["titre"] for r in etats.rubriques}
    vues: dict[int, dict[str, Any]] = {}
    for place in etats.placements:
        fiche = etats.fiches.get(place["fiche_id"])
        if fiche is None:
            continue
        cle = fiche["pgh_obj_id"]
        if cle not in vues:
            vues[cle] = _fiche(etats, fiche, place["numero"])
        if rubrique := noms.get(place["rubrique_id"]):
            vues[cle]["rubriques"].append(rubrique)
    return list(vues.values())


def _fiche(etats: Any, fiche: Ligne, numero: int | None) -> dict[str, Any]:
    cle = fiche["pgh_obj_id"]
    intervenants = [i for i in etats.intervenants if i["fiche_id"] == cle]
    return {
        "cle": cle,
        "numero": numero,
        "titre": fiche["titre"],
        "statut": fiche["statut"],
        "avancement": fiche["avancement"],
        "debut": fiche["debut"],
        "fin": fiche["fin"],
        "blocage": fiche["blocage"],
        "deblocage": fiche["deblocage"],
        "rubriques": [],
        "pilotes": [i["nom"] for i in intervenants if i["role"] == "pilote"],
        "partenaires": [i["nom"] for i in intervenants if i["role"] == "partenaire"],
        "actions": [
            {c: a[c] for c in ("numero", "titre", "statut", "debut", "fin")}
            for a in etats.actions
            if a["fiche_id"] == cle
        ],
        "resultats": [r["texte"] for r in etats.resultats if r["fiche_id"] == cle],
    }


def bloc_avancement(fiches: list[dict[str, Any]]) -> dict[str, Any]:
    """Counts by status and the rate realised, the unknown apart."""
    statuts = [f["statut"] for f in fiches]
    taux = taux_de_realisation(statuts)
    engagees = taux_de_realisation(statuts, realisees=("realisee", "en_cours", "retardee"))
    return {
        "total": taux.total,
        "par_statut": {s: statuts.count(s) for s in dict.fromkeys(sorted(statuts))},
        "inconnues": taux.inconnues,
        "taux_realisees": taux.taux,
        "taux_engagees_ou_realisees": engagees.taux,
    }


def bloc_finances(lignes: list[LigneFinanciere], *, exercice: int, complete: bool, au: date) -> dict[str, Any]:
    """Money of the exercice by source and version, what covers several years apart, share of the département."""
    utiles = [x for x in lignes if x.s_ajoute]
    classes = {x.cle: rattacher(x, exercice) for x in utiles}
    retenues = [x for x in utiles if classes[x.cle] is Rattachement.EXERCICE]
    contrat = calculs.bilan(lignes, complete=complete, au=au)
    return {
        "sources": [_source(retenues, s) for s in dict.fromkeys(x.source for x in retenues)],
        "versements": calculs.versements(retenues),
        "non_rattaches": [
            {"libelle": x.libelle, "source": x.source, "valeur": x.valeur, "version": x.version.value,
             "raison": classes[x.cle].value}
            for x in utiles if classes[x.cle] in (Rattachement.PLURIANNUEL, Rattachement.INCONNU)
        ],
        "contrat": {
            "total": contrat.total,
            "par_source": contrat.par_source,
            "parts_departement": {
                code: {"etat": p.etat.value, "part": p.part, "raison": p.raison}
                for code, p in contrat.parts_departement.items()
            },
        },
    }  # fmt: skip


def _source(lignes: list[LigneFinanciere], source: str) -> dict[str, Any]:
    [consommation] = calculs.consommations([x for x in lignes if x.source == source])
    versions = {
        v.value: sum((x.valeur for x in lignes if x.source == source and x.version is v), Decimal(0))
        if any(x.source == source and x.version is v for x in lignes)
        else None
        for v in Version
    }
    return {
        "source": source,
        **versions,
        "reference": consommation.reference,
        "taux_engage": consommation.taux(Version.ENGAGE),
        "taux_paye": consommation.taux(Version.PAYE),
    }


def bloc_indicateurs(etats: Any, exercice: int) -> list[dict[str, Any]]:
    """The tableau de bord at the exercice: T0, target, value of each source, gap, progress by source."""
    return [_indicateur(etats, i, exercice) for i in etats.indicateurs]


def _indicateur(etats: Any, indicateur: Ligne, exercice: int) -> dict[str, Any]:
    cle = indicateur["pgh_obj_id"]
    cible = next((c["valeur"] for c in etats.cibles if c["indicateur_id"] == cle and c["annee"] == exercice), None)
    dernieres: dict[str, Ligne] = {}
    for valeur in sorted(etats.valeurs, key=lambda v: (v["periode"], v["pgh_obj_id"])):
        if valeur["indicateur_id"] == cle and DateCivile.lire(valeur["periode"]).annee == exercice:
            dernieres[valeur["source"]] = valeur
    sens = Sens(indicateur["sens"])
    depart = _decimal(indicateur["t0_valeur"])
    visee = Cible(_decimal(cible), _decimal(indicateur["borne_min"]), _decimal(indicateur["borne_max"]))
    valeurs = {s: _decimal(v["valeur"]) for s, v in sorted(dernieres.items())}
    return {
        "code": indicateur["code"],
        "libelle": indicateur["libelle"],
        "unite": indicateur["unite"],
        "sens": sens.value,
        "t0_periode": indicateur["t0_periode"],
        "t0": depart,
        "cible": _decimal(cible),
        "borne_min": visee.minimum,
        "borne_max": visee.maximum,
        "valeurs": [
            {
                "source": source,
                "periode": dernieres[source]["periode"],
                "valeur": valeur,
                "avancement": taux_avancement(depart=depart, cible=visee, valeur=valeur, sens=sens),
                "atteinte": est_atteinte(valeur, visee, sens),
            }
            for source, valeur in valeurs.items()
        ],
        "ecart": ecart_entre_sources(valeurs),
    }


def _decimal(valeur: Any) -> Decimal | None:
    return None if valeur is None else Decimal(str(valeur))


def bloc_ecarts(etats: Any, ecarts: Sequence[Ecart]) -> list[dict[str, Any]]:
    """What does not add up, each with the justification somebody wrote, if any."""
    ecrites = {j["cle"]: j["commentaire"] for j in etats.justifications}
    return [{**e.en_json(), "justification": ecrites.get(e.cle, "")} for e in ecarts]


def contenu(
    etats: Any,
    lignes: list[LigneFinanciere],
    *,
    collectivite: str,
    exercice: int,
    ecarts: Sequence[Ecart],
    au: date,
) -> dict[str, Any]:
    """Every figure of the report of ``exercice``.

    Args:
        etats: rows of the contract at the instant (see ``etats.Etats``).
        lignes: its amounts, as the rules read them.
        ecarts: what does not add up in the contract on that day.
        au: day on which the dated parameters of the law are read.
    """
    fiches = bloc_fiches(etats)
    return {
        "format": FORMAT,
        "collectivite": collectivite,
        "exercice": exercice,
        "contrat": {
            "titre": etats.cadre["titre"],
            "regime": etats.contrat["regime"],
            "debut": etats.cadre["debut"],
            "fin": etats.cadre["fin"],
            "parties": [{"nom": p["nom"], "roles": p["roles"]} for p in etats.parties],
            "etapes": [{"etape": e["etape"], "le": e["le"]} for e in etats.etapes],
            "avenants": [{c: a[c] for c in ("numero", "objet", "etat", "signe_le")} for a in etats.avenants],
        },
        "fiches": fiches,
        "avancement": bloc_avancement(fiches),
        "finances": bloc_finances(lignes, exercice=exercice, complete=etats.contrat["finances_completes"], au=au),
        "indicateurs": bloc_indicateurs(etats, exercice),
        "ecarts": bloc_ecarts(etats, ecarts),
    }
