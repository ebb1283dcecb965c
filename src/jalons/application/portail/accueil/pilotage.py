"""Blocks on the work itself: what is late, what blocks, one's own fiches, progress, indicators, notes."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from jalons.analyse.graphiques import Compte, avancement
from jalons.application.acces.permissions import Permission
from jalons.application.fiches import suivi
from jalons.application.fiches.models import Fiche
from jalons.application.indicateurs.models import Indicateur
from jalons.application.indicateurs.rules import Fraicheur
from jalons.application.indicateurs.selectors import definition, symbole_unite
from jalons.application.indicateurs.suivi import CibleLue, Suivi, ValeurLue
from jalons.application.portail.accueil.releve import Releve, lien
from jalons.noyau.dates import DateCivile

LIGNES = 8
"""Rows that a block shows; its link leads to all of them."""
PREAVIS_RAPPEL = timedelta(days=15)
ENGAGEES = ("en_cours", "retardee", "suspendue", "realisee")
"""Statuses of a fiche that was started, whatever became of its calendar; given up is not counted as started."""

Contexte = dict[str, Any]


def echeances(releve: Releve) -> Contexte:
    """Deadlines late first, then those that come."""
    titres = {v.contrat.pk: v.dossier.intitule for v in releve.vues}
    lignes = sorted(releve.tables["echeances"], key=lambda e: e["due_le"])
    for ligne in lignes:
        ligne["due_le"] = date.fromisoformat(ligne["due_le"])
        ligne["jours"] = abs((ligne["due_le"] - releve.au).days)
        du_contrat = ligne["sujet_type"] == "contrat"
        ligne["sujet"] = titres.get(ligne["sujet_id"], "") if du_contrat else "Schéma départemental"
        ligne["url"] = lien("contrats:contrat" if du_contrat else "schema:schema", ligne["sujet_id"])
    retards = [x for x in lignes if x["statut"] == "en_retard"]
    a_venir = [x for x in lignes if x["statut"] != "en_retard"]
    return {"lignes": [*retards[-LIGNES:], *a_venir][:LIGNES], "retards": len(retards), "a_venir": len(a_venir)}


def fiches_a_suivre(releve: Releve) -> Contexte:
    """Fiches that are blocked, whose reminder is due, or whose end has passed."""
    lignes = [f for f in fiches(releve) if f["raison"]]
    lignes.sort(key=lambda f: (f["rappel_le"] is None, f["rappel_le"] or date.max, f["titre"]))
    return {"lignes": lignes[:LIGNES], "nombre": len(lignes)}


def mes_fiches(releve: Releve) -> Contexte:
    """The fiches that the agent steers, those that wait for something first."""
    miennes = {p["fiche_id"] for p in releve.tables["pilotees"]}
    lignes = [f for f in fiches(releve) if f["id"] in miennes]
    lignes.sort(key=lambda f: (f["statut"] in suivi.CLOS, not f["raison"], f["titre"]))
    ouvertes = [f for f in lignes if f["statut"] not in suivi.CLOS]
    return {"lignes": lignes, "ouvertes": len(ouvertes), "rappels": sum(f["rappel_proche"] for f in ouvertes)}


def arbitrages(releve: Releve) -> Contexte:
    """What blocks, and what would unblock it."""
    return {"lignes": [f for f in fiches(releve) if f["statut"] in suivi.BLOQUES]}


def fiches(releve: Releve) -> list[Contexte]:
    """Fiches with the reason why they should be looked at, if there is one."""
    return [_fiche(f, releve.au) for f in releve.tables["fiches"]]


def _fiche(lue: Contexte, au: date) -> Contexte:
    rappel = date.fromisoformat(lue["rappel_le"]) if isinstance(lue["rappel_le"], str) else lue["rappel_le"]
    fin = DateCivile.lire(lue["fin"]) if lue["fin"] else None
    ouverte = lue["statut"] not in suivi.CLOS
    rappel_proche = ouverte and rappel is not None and rappel <= au + PREAVIS_RAPPEL
    depassee = ouverte and suivi.en_retard(lue["statut"], fin, au) is True
    raison = (
        "Bloquée" if lue["statut"] in suivi.BLOQUES
        else "Rappel" if rappel_proche
        else "Fin dépassée" if depassee
        else ""
    )  # fmt: skip
    return {
        **lue, "rappel_le": rappel, "rappel_proche": rappel_proche, "raison": raison,
        "url": lien("fiches:fiche", lue["id"]), "noter": lien("fiches:noter", lue["id"]),
    }  # fmt: skip


def avancement_du_departement(releve: Releve) -> Contexte:
    """Fiches by status, and the share started or done among those whose status is known."""
    statuts = [f["statut"] for f in releve.tables["fiches"]]
    comptes = {s: statuts.count(s) for s in Fiche.Statut.values}
    connues = len(statuts) - comptes["inconnu"]
    engagees = sum(comptes[s] for s in ENGAGEES)
    figure = avancement(
        "avancement-fiches",
        titre="Fiches actions par statut",
        comptes=[
            Compte(str(libelle), comptes[code], inconnu=code == "inconnu") for code, libelle in Fiche.Statut.choices
        ],
    )
    return {
        "figure": figure, "total": len(statuts), "connues": connues, "inconnues": comptes["inconnu"],
        "engagees": engagees, "realisees": comptes["realisee"],
        "taux": round(100 * engagees / connues) if connues else None,
    }  # fmt: skip


def indicateurs(releve: Releve) -> Contexte:
    """Indicators that move away or fall behind, and those whose value is awaited."""
    suivis = _suivis(releve)
    eloignes = [s for s in suivis if s.etat in ("eloignement", "en_dessous")]
    eloignes.sort(key=lambda s: s.avancement or 0)
    perimes = [s for s in suivis if s.fraicheur is not Fraicheur.A_JOUR]
    sans_cible = [s for s in suivis if s.sans_cible]
    lignes = [_indicateur(s) for s in dict.fromkeys([*eloignes, *perimes])]
    return {
        "lignes": lignes[:LIGNES], "suivis": len(suivis), "eloignes": len(eloignes), "perimes": len(perimes),
        "sans_cible": len(sans_cible),
    }  # fmt: skip


def _indicateur(s: Suivi) -> Contexte:
    dernieres = [(d.source, d.valeur, d.periode) for d in s.dernieres]
    fraicheur = {"a_jour": "a_jour", "perime": "perime", "inconnue": "absent"}[s.fraicheur.value]
    return {
        "libelle": s.definition.libelle, "url": lien("indicateurs:detail", s.definition.pk), "etat": s.etat,
        "fraicheur": fraicheur, "dernieres": dernieres, "unite": symbole_unite(s.definition.unite),
        "cible": s.cible_finale.valeur if s.cible_finale else None, "annee": s.annee_cible,
    }  # fmt: skip


def _suivis(releve: Releve) -> list[Suivi]:
    par_indicateur: dict[int, tuple[list[ValeurLue], list[CibleLue]]] = {}
    for v in releve.tables["valeurs"]:
        lue = ValeurLue(DateCivile.lire(v["periode"]), v["source"], v["valeur"])
        par_indicateur.setdefault(v["indicateur_id"], ([], []))[0].append(lue)
    for c in releve.tables["cibles"]:
        par_indicateur.setdefault(c["indicateur_id"], ([], []))[1].append(CibleLue(c["annee"], c["valeur"]))
    suivis = []
    for ligne in releve.tables["indicateurs"]:
        valeurs, cibles = par_indicateur.get(ligne["id"], ([], []))
        champs = {f.attname: f.to_python(ligne[f.attname]) for f in Indicateur._meta.concrete_fields}
        suivis.append(
            Suivi(
                definition(Indicateur(**champs)),
                tuple(sorted(valeurs, key=lambda v: (v.periode.fin, v.source))),
                tuple(sorted(cibles, key=lambda c: c.annee)),
                releve.au,
            )
        )
    return sorted(suivis, key=lambda s: s.definition.code)


def notes(releve: Releve) -> Contexte:
    """The last notes, whoever wrote them."""
    lignes = sorted(releve.tables["notes"], key=lambda n: n["quand"], reverse=True)[:6]
    return {"lignes": [_note(n) for n in lignes]}


def _note(lue: Contexte) -> Contexte:
    quand = timezone.localtime(datetime.fromisoformat(lue["quand"])).date()
    auteur = f"{lue['prenom'] or ''} {lue['nom'] or ''}".strip()
    return {**lue, "quand": quand, "auteur": auteur, "url": lien("fiches:fiche", lue["fiche_id"])}


def administration(releve: Releve) -> Contexte:
    """Where accounts, units and looks are managed."""
    droits = releve.requete.droits
    return {
        "comptes": lien("acces:agents") if droits.peut(Permission.ACCES_GERER) else "",
        "journal": lien("acces:journal") if droits.peut(Permission.ACCES_JOURNAL) else "",
        "matrice": lien("acces:matrice"),
    }
