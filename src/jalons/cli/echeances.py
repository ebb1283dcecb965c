"""``jalons echeances``: the legal deadlines of a file of facts, and the rules that give them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from jalons.cli.presentation import aujourdhui, option_au, oui_non
from jalons.cli.sortie import CORRECT, ecrire_csv, ecrire_json, lire_fichier, option_format
from jalons.droit.echeances.evaluation import EcheanceRegle, evaluer
from jalons.droit.echeances.fichier import EXEMPLE
from jalons.droit.echeances.regles import LIBELLES_FORME, LIBELLES_NATURE, RegleDelai, Regles
from jalons.noyau.saisie import EntreeRefusee, Faute

COLONNES = (
    "sujet_type", "sujet", "regle", "libelle", "statut", "due_le", "due_instant", "au_plus_tot", "tenue_le", "jours",
    "ouverte_le", "ouverte_par", "acte", "qui", "nature", "confirme", "source", "explication",
)  # fmt: skip


def ajouter(analyseur: argparse.ArgumentParser) -> None:
    """Add the sub-commands ``calculer``, ``expliquer`` and ``evenements``."""
    actes = analyseur.add_subparsers(title="actes", metavar="ACTE", required=True)
    calcul = actes.add_parser(
        "calculer", help="dire les échéances que des faits ouvrent", description=f"Forme du fichier : {EXEMPLE}"
    )
    calcul.add_argument("faits", metavar="FAITS", help="fichier JSON ou YAML des faits")
    _option_local(calcul)
    option_au(calcul)
    option_format(calcul)
    calcul.set_defaults(action=_calculer)
    lecture = actes.add_parser("expliquer", help="lire une règle : délais, textes, faits et cas")
    lecture.add_argument("code", metavar="CODE", help="code de la règle, par exemple IP-EVAL")
    _option_local(lecture)
    option_format(lecture)
    lecture.set_defaults(action=_expliquer)
    liste = actes.add_parser("evenements", help="lister les événements et leurs attributs")
    _option_local(liste)
    option_format(liste)
    liste.set_defaults(action=_evenements)


def _option_local(analyseur: argparse.ArgumentParser) -> None:
    analyseur.add_argument("--local", metavar="FICHIER", help="délais propres au département (echeances.yaml)")


def _regles(options: argparse.Namespace) -> Regles:
    from jalons.droit.echeances.catalogue import regles_nationales
    from jalons.droit.echeances.local import regles_du_departement

    if not options.local:
        return regles_nationales()
    return regles_du_departement(lire_fichier(options.local), nom=Path(options.local).name)


def _calculer(options: argparse.Namespace) -> int:
    from jalons.droit.echeances.fichier import lire_faits

    regles = _regles(options)
    faits = lire_faits(lire_fichier(options.faits), regles, nom=Path(options.faits).name)
    au = options.au or aujourdhui()
    echeances = evaluer(regles, faits, au=au)
    if options.format == "json":
        ecrire_json({"au": au.isoformat(), "echeances": [e.en_json() for e in echeances]})
    elif options.format == "csv":
        ecrire_csv(({**e.en_json(), "confirme": oui_non(e.confirme)} for e in echeances), COLONNES)
    else:
        print("\n".join(_texte(echeances, au)))
    return CORRECT


def _texte(echeances: list[EcheanceRegle], au: date) -> Iterator[str]:
    yield f"{len(echeances)} échéance(s) au {au:%d/%m/%Y}."
    for e in echeances:
        due = f"{e.due_le:%d/%m/%Y}" if e.due_le is not None else "sans date"
        yield ""
        yield f"{due}  {e.libelle} ({e.libelle_statut}) — {e.sujet} [{e.regle}]"
        yield f"  {e.explication}"


def _expliquer(options: argparse.Namespace) -> int:
    regles = _regles(options)
    regle = regles.par_code.get(options.code)
    if regle is None:
        raise EntreeRefusee([Faute("CODE", _inconnue(options.code, regles), options.code)], quoi="la demande")
    fiche = _fiche(regle, regles)
    if options.format == "json":
        ecrire_json(fiche)
    elif options.format == "csv":
        commun = {c: v for c, v in fiche.items() if not isinstance(v, list)}
        ecrire_csv([{**commun, **v} for v in fiche["versions"]], ("code", "libelle", "du", "au", "delai", "reference"))
    else:
        print("\n".join(_texte_de_la_fiche(fiche)))
    return CORRECT


PROCHES = 12
"""Codes proposed at most instead of one that does not exist."""


def _inconnue(code: str, regles: Regles) -> str:
    """That no rule has this code, and those that look like it."""
    dit = code.strip().upper()
    debut = [c for c in regles.par_code if dit and c.startswith(dit.split("-")[0])]
    proches = list(dict.fromkeys([*get_close_matches(dit, regles.par_code), *debut]))[:PROCHES]
    suite = f"Codes proches : {', '.join(proches)}." if proches else "Aucun ne lui ressemble."
    return f"La règle « {code} » n'existe pas. {suite} La page « Les règles » de l'échéancier les donne toutes."


def _fiche(regle: RegleDelai, regles: Regles) -> dict[str, Any]:
    from jalons.droit.echeances.phrases import dire_delai, dire_effet, dire_fenetre, dire_si
    from jalons.droit.preuves_echeances import cas_de_delai

    def noms(codes: tuple[str, ...]) -> list[str]:
        return [regles.evenements[c].libelle for c in codes]

    return {
        "code": regle.code,
        "libelle": regle.libelle,
        "nature": regle.nature,
        "forme": regle.forme,
        "sujet": regle.sujet,
        "acte": regle.acte,
        "qui": regle.qui,
        "condition": regle.condition,
        "ouverte_par": noms(regle.ouverte_par),
        "tenue_par": noms(regle.tenue_par),
        "sans_objet_par": noms(regle.sans_objet_par),
        "versions": [
            {
                "du": v.du.isoformat() if v.du else None,
                "au": v.au.isoformat() if v.au else None,
                "effet": dire_effet(v),
                "delai": dire_fenetre(v.delai, v.fin) if v.fin else dire_delai(v.delai),
                "si": [dire_si(c, regles) for c in v.si],
                "reference": v.reference,
                "note": v.note,
            }
            for v in regle.versions
        ],
        "appliquee": regle in regles.regles,
        "confirmee": regle.confirmee,
        "confiance": regle.provenance.confiance,
        "source": regle.provenance.source,
        "note": regle.provenance.note,
        "cas": [c.nom for c in cas_de_delai() if regle.code in c.regles],
    }


def _texte_de_la_fiche(fiche: dict[str, Any]) -> Iterator[str]:
    yield f"{fiche['code']} : {fiche['libelle']}"
    reserve = "" if fiche["confirmee"] else ", non confirmée"
    nature, forme = LIBELLES_NATURE[fiche["nature"]], LIBELLES_FORME[fiche["forme"]]
    yield f"{nature[:1].upper()}{nature[1:]}{reserve}, {forme} ; sujet : {fiche['sujet']}."
    if not fiche["appliquee"]:
        yield "Calculée seulement si le département l'active."
    yield f"Acte attendu : {fiche['acte']} ({fiche['qui']})."
    if fiche["condition"]:
        yield f"Condition : {fiche['condition']}."
    for titre, cle in (
        ("Ouverte par", "ouverte_par"),
        ("Tenue par", "tenue_par"),
        ("Sans objet par", "sans_objet_par"),
    ):
        if fiche[cle]:
            yield f"{titre} : {' ; '.join(fiche[cle])}."
    for v in fiche["versions"]:
        si = f", si {' et '.join(v['si'])}" if v["si"] else ""
        yield f"  {v['effet']} : {v['delai']}{si} ({v['reference']})" + (f" {v['note']}" if v["note"] else "")
    yield f"Source [{fiche['confiance']}] : {fiche['source']}" + (f" {fiche['note']}" if fiche["note"] else "")
    yield from (f"  Cas : {nom}" for nom in fiche["cas"])


def _evenements(options: argparse.Namespace) -> int:
    regles = _regles(options)
    lignes = [
        {
            "code": e.code,
            "libelle": e.libelle,
            "sujets": ", ".join(e.sujets),
            "attributs": ", ".join(f"{a.nom} ({a.type})" for a in e.attributs),
        }
        for e in regles.evenements.values()
    ]
    if options.format == "json":
        ecrire_json(lignes)
    elif options.format == "csv":
        ecrire_csv(lignes, ("code", "libelle", "sujets", "attributs"))
    else:
        for ligne in lignes:
            suite = f" ; {ligne['attributs']}" if ligne["attributs"] else ""
            print(f"{ligne['code']} : {ligne['libelle']} [{ligne['sujets']}]{suite}")
    return CORRECT
