"""``jalons analyse proteger``: tables that give nobody away, attacked before they are written."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jalons.cli.francais import entier, nombre
from jalons.cli.sortie import BLOQUANT, CORRECT, ecrire_csv, ecrire_json, lire_fichier, option_format
from jalons.noyau.accord import compter
from jalons.noyau.saisie import EntreeRefusee, Faute

if TYPE_CHECKING:
    from jalons.analyse.attaque import Verdict
    from jalons.analyse.secret import Hierarchie, Protection, Regles, Tableau
    from jalons.analyse.secret.arrondi import Arrondi

EXEMPLE = """exemples :
  jalons analyse proteger mesures.csv --dimensions age,sexe,lieu --seuil 11 --sortie publie
  jalons analyse proteger lieux.csv ages.csv --dimensions lieu,age --hierarchie lieu=lieux-parents.csv --sortie publie
  jalons analyse proteger 2024.csv --dimensions lieu,age --editions publie/publie-2023.csv --sortie publie-2
  jalons analyse proteger mesures.csv --dimensions age,sexe --methode arrondi --base 5 --sortie publie"""


def ajouter(actes: Any) -> None:
    """Add the sub-command ``proteger``."""
    acte = actes.add_parser(
        "proteger", help="masquer ou arrondir ce qui permettrait d'identifier quelqu'un", epilog=EXEMPLE,
        description="Masque les petits effectifs, puis ce qu'il faut d'autre pour qu'aucun total ne les rende ; le "
        "résultat est attaqué avant d'être écrit. Une ligne par cellule, une colonne par dimension.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    acte.add_argument(
        "tables", nargs="+", metavar="TABLE.csv", help="tableaux de la même population, protégés ensemble"
    )
    options_communes(acte)
    acte.add_argument("--editions", nargs="+", default=[], metavar="PUBLIE.csv", help="tableaux déjà publiés")
    acte.add_argument("--methode", choices=("suppression", "arrondi"), default="suppression", help="(suppression)")
    acte.add_argument("--absentes", choices=("zero", "inconnu"), default="zero", help="détail sans ligne (zero)")
    acte.add_argument("--cout", choices=("nombre", "valeur"), default="nombre", help="masquer le moins de (nombre)")
    acte.add_argument(
        "--dominance", metavar="N,K", help="montants : masquer si les N premiers font plus de K %% (N : 1 ou 2)"
    )
    acte.add_argument(
        "--p", metavar="P", type=nombre, help="montants : masquer si le second estime le premier à P %% près"
    )
    acte.add_argument("--preuve", action="store_true", help="prouver qu'on ne peut masquer moins (petits tableaux)")
    acte.add_argument("--sortie", metavar="DOSSIER", help="où écrire les tableaux publiés et le journal")
    option_format(acte)
    acte.set_defaults(action=_proteger)


def options_communes(acte: argparse.ArgumentParser) -> None:
    """Options that protecting and attacking share."""
    acte.add_argument(
        "--dimensions", required=True, metavar="A,B,C", help="colonnes croisées ; chaque tableau a les siennes"
    )
    acte.add_argument("--hierarchie", action="append", default=[], metavar="DIM=FICHIER.csv", help="code, parent")
    acte.add_argument("--valeur", default="nombre", metavar="COLONNE", help="colonne des valeurs (nombre)")
    acte.add_argument("--montant", action="store_true", help="les valeurs sont des euros, non des personnes")
    acte.add_argument("--total", default="Total", metavar="CODE", help="code des totaux (Total)")
    acte.add_argument("--seuil", type=entier, default=11, help="plus petit effectif publié (11)")
    acte.add_argument("--largeur", type=entier, help="doute exigé sur un effectif masqué (la moitié du seuil)")
    acte.add_argument("--marge", type=nombre, default=0.1, help="montants : doute exigé, en part (0.1)")
    acte.add_argument(
        "--zeros", choices=("publies", "masquables", "masques"), default="publies",
        help="publies : toujours montrés (défaut) ; masquables : s'ils aident ; masques : comme un petit effectif",
    )  # fmt: skip
    acte.add_argument("--base", type=entier, default=5, help="base de l'arrondi (5)")


def dimensions_et_hierarchies(options: argparse.Namespace, fautes: list[Faute]) -> tuple[list[str], dict[str, str]]:
    """Names of the dimensions and the file of each hierarchy; also checks the numbers that were given."""
    dimensions = [d.strip() for d in options.dimensions.split(",") if d.strip()]
    if not dimensions or len(set(dimensions)) < len(dimensions):
        message = f"« {options.dimensions} » : nommez des colonnes distinctes, séparées par des virgules."
        fautes.append(Faute("--dimensions", message, options.dimensions, "a,b,c"))
    fichiers: dict[str, str] = {}
    for couple in options.hierarchie:
        dimension, egal, fichier = couple.partition("=")
        if not egal or dimension not in dimensions or dimension in fichiers:
            message = f"« {couple} » : écrivez DIM=FICHIER.csv, une fois au plus pour chaque dimension demandée."
            fautes.append(Faute("--hierarchie", message, couple, "DIM=FICHIER.csv"))
        fichiers[dimension] = fichier
    for nom, plus_petit in (("seuil", 1), ("largeur", 1), ("base", 2)):
        valeur = getattr(options, nom)
        if valeur is not None and valeur < plus_petit:
            fautes.append(
                Faute(f"--{nom}", f"{valeur} est trop petit : {plus_petit} au moins.", str(valeur), f"≥ {plus_petit}")
            )
    if not 0 < options.marge < 1:
        fautes.append(
            Faute("--marge", f"{options.marge:g} n'est pas une part : écrivez par exemple 0.1.", "", "entre 0 et 1")
        )
    return dimensions, fichiers


def dimensions_sans_tableau(dimensions: list[str], tables: list[tuple[str, ...]]) -> list[Faute]:
    """A fault for each dimension that no table has: a slip of the pen would otherwise go unseen."""
    return [
        Faute("--dimensions", f"Aucun tableau n'a de colonne « {d} » : corrigez ou retirez.", d, "une colonne lue")
        for d in dimensions
        if not any(d in siennes for siennes in tables)
    ]


def _proteger(options: argparse.Namespace) -> int:
    from jalons.analyse.secret import proteger
    from jalons.analyse.secret.arrondi import arrondir

    tableaux, editions, hierarchies, regles = _lire(options)
    absentes = 0 if options.absentes == "zero" else None
    fait: Protection | Arrondi
    if options.methode == "arrondi":
        fait = arrondir(tableaux, hierarchies, base=options.base, absentes=absentes)
    else:
        fait = proteger(
            tableaux,
            hierarchies,
            regles,
            editions=editions,
            montant=options.montant,
            absentes=absentes,
            cout=options.cout,
            preuve=options.preuve,
        )
    verdict = _attaque(options, fait, editions, hierarchies, regles)
    if verdict.resiste and options.sortie:
        _ecrire(options, fait, regles)
    _repondre(options, fait, regles, verdict)
    return CORRECT if verdict.resiste else BLOQUANT


def _lire(options: argparse.Namespace) -> tuple[list[Tableau], list[Tableau], dict[str, Hierarchie], Regles]:
    """Everything that was given, every fault at once."""
    from jalons.analyse.secret.lecture import lire_hierarchie, lire_tableau

    fautes: list[Faute] = []
    dimensions, fichiers = dimensions_et_hierarchies(options, fautes)
    hierarchies = {
        d: _un(f, fautes, lambda c, n, d=d: lire_hierarchie(c, n, d, options.total)) for d, f in fichiers.items()
    }
    for dimension in dimensions:
        hierarchies.setdefault(dimension, _plate(dimension, options.total))
    lus = {
        chemin: _un(chemin, fautes, lambda c, n, e=edition: lire_tableau(
            c, n, dimensions, valeur=options.valeur, montant=options.montant, edition=e))
        for chemins, edition in ((options.tables, False), (options.editions, True)) for chemin in chemins
    }  # fmt: skip
    regles = _regles(options, fautes)
    if all(lus.values()):
        fautes += dimensions_sans_tableau(dimensions, [lus[c].dimensions for c in options.tables])
    if options.editions and options.methode == "arrondi":
        message = "L'arrondi ne tient pas compte des éditions passées : choisissez la suppression."
        fautes.append(Faute("--editions", message, "", "--methode suppression"))
    if options.montant and options.methode == "arrondi":
        fautes.append(
            Faute("--methode", "L'arrondi contrôlé ne vaut que pour des effectifs.", "arrondi", "suppression")
        )
    if options.sortie and Path(options.sortie).exists() and not Path(options.sortie).is_dir():
        fautes.append(Faute("--sortie", f"« {options.sortie} » n'est pas un dossier.", options.sortie, "un dossier"))
    if fautes:
        raise EntreeRefusee(fautes, quoi="jalons analyse proteger")
    return [lus[c] for c in options.tables], [lus[c] for c in options.editions], hierarchies, regles


def _un(chemin: str, fautes: list[Faute], lire: Any) -> Any:
    """What ``lire`` makes of a file; its faults join the others."""
    try:
        lu, siennes = lire(lire_fichier(chemin), Path(chemin).stem)
    except EntreeRefusee as refus:
        fautes += refus.fautes
        return None
    fautes += siennes
    return lu


def _plate(dimension: str, total: str) -> Hierarchie:
    from jalons.analyse.secret import Hierarchie

    return Hierarchie(dimension, {}, total)


def _regles(options: argparse.Namespace, fautes: list[Faute]) -> Regles:
    from jalons.analyse.secret import Regles

    dominance = None
    if options.dominance:
        n, _, k = options.dominance.partition(",")
        try:
            dominance = (int(n), float(k))
        except ValueError:
            dominance = (0, 0.0)
        if dominance[0] not in (1, 2) or not 0 < dominance[1] <= 100:
            message = f"« {options.dominance} » : écrivez N,K, par exemple 1,85 ; N vaut 1 ou 2, K de 0 à 100."
            fautes.append(Faute("--dominance", message, options.dominance, "1,85"))
    return Regles(options.seuil, options.zeros, options.largeur, dominance, options.p, options.marge)


def _attaque(
    options: argparse.Namespace, fait: Protection | Arrondi, editions: list[Tableau],
    hierarchies: dict[str, Hierarchie], regles: Regles,
) -> Verdict:  # fmt: skip
    """What the attacker, who sees the published form only, makes of it."""
    from jalons.analyse.attaque import Exigence, Publie, attaquer

    publies = [
        Publie(nom, d, {c: v if isinstance(v, int) else None for c, v in cellules.items()},
               frozenset(c for c, v in cellules.items() if v == "nd"))
        for nom, d, cellules in zip(fait.noms, fait.dimensions, fait.publies, strict=True)
    ]  # fmt: skip
    publies += [
        Publie(e.nom, e.dimensions, e.valeurs, frozenset(c for c, v in e.valeurs.items() if v is None) - e.caches)
        for e in editions
    ]
    exigence = Exigence(
        None if options.montant else regles.seuil, regles.largeur_exigee, regles.marge,
        0 if options.montant else regles.plancher, options.base if options.methode == "arrondi" else None,
    )  # fmt: skip
    return attaquer(publies, {d: h.parents for d, h in hierarchies.items()}, exigence, total=options.total)


def _ecrire(options: argparse.Namespace, fait: Protection | Arrondi, regles: Regles) -> None:
    import json

    from jalons.analyse.secret import Protection, journal
    from jalons.analyse.secret.publication import en_csv

    dossier, echelle = Path(options.sortie), 100 if options.montant else 1
    fichiers = {
        f"publie-{nom}.csv": en_csv(dimensions, cellules, options.valeur, echelle)
        for nom, dimensions, cellules in zip(fait.noms, fait.dimensions, fait.publies, strict=True)
    }
    if isinstance(fait, Protection):
        journalise = journal.en_json(fait, regles, echelle)
        fichiers["journal.json"] = json.dumps(journalise, ensure_ascii=False, indent=2) + "\n"
        fichiers["journal.html"] = journal.en_page(fait, regles, echelle)
    dossier.mkdir(parents=True, exist_ok=True)
    for nom, contenu in fichiers.items():
        (dossier / nom).write_text(contenu, encoding="utf-8")


def _repondre(options: argparse.Namespace, fait: Protection | Arrondi, regles: Regles, verdict: Verdict) -> None:
    from jalons.analyse.secret import Protection, journal
    from jalons.analyse.secret.publication import lignes

    echelle = 100 if options.montant else 1
    reponse: dict[str, Any] = {"methode": options.methode, "sortie": options.sortie}
    if isinstance(fait, Protection):
        reponse |= journal.en_json(fait, regles, echelle)
    else:
        reponse |= {
            "base": fait.base, "ecart": fait.ecart, "ecart_prouve_minimal": fait.prouve, "lointaines": fait.lointaines,
            "details_absents": fait.vides,
        }  # fmt: skip
    reponse["attaque"] = verdict.en_json()
    publiees = [
        {"tableau": nom, **ligne}
        for nom, d, cellules in zip(fait.noms, fait.dimensions, fait.publies, strict=True)
        for ligne in lignes(d, cellules, options.valeur, echelle)
    ]
    if options.format == "json":
        ecrire_json(reponse | {"publiees": publiees})
    elif options.format == "csv":
        dimensions = list(dict.fromkeys(d for ds in fait.dimensions for d in ds))
        debut = ["tableau"] if len(fait.noms) > 1 else []
        ecrire_csv(publiees if verdict.resiste else [], [*debut, *dimensions, options.valeur])
    else:
        print("\n".join(_phrases(reponse, options)))


def _phrases(reponse: dict[str, Any], options: argparse.Namespace) -> list[str]:
    phrases = []
    if options.methode == "suppression":
        cellules = sum(t["cellules"] for t in reponse["tableaux"])
        phrases.append(
            f"{compter(cellules, 'cellule')}, totaux compris : {reponse['primaires']} sous la règle, "
            f"{reponse['secondaires']} masquées pour protéger les premières."
        )
        if reponse["optimal"] is not None:
            phrases.append("Prouvé : on ne peut masquer moins." if reponse["optimal"] else "Non prouvé minimal.")
        phrases += [f"Déjà publiée, trop tard pour masquer : {d['libelle']}." for d in reponse["deja_publiees"]]
    else:
        preuve = "le moins possible" if reponse["ecart_prouve_minimal"] else "pas prouvé minimal"
        phrases.append(
            f"Arrondi à {reponse['base']}, tous les totaux exacts ; écart total {reponse['ecart']} ({preuve})."
        )
    if reponse["details_absents"]:
        sens = "zéro" if options.absentes == "zero" else "inconnus"
        phrases.append(f"{compter(reponse['details_absents'], 'détail')} sans ligne : comptés {sens} (--absentes).")
    cassees = reponse["attaque"]["cassees"]
    if cassees:
        phrases.append(f"L'attaque retrouve {compter(len(cassees), 'cellule')} : rien n'a été écrit.")
        phrases += [f"- {c['libelle']} : de {c['bas']} à {c['haut']}" for c in cassees[:20]]
    else:
        phrases.append("L'attaque indépendante n'a rien retrouvé.")
        if options.sortie:
            phrases.append(
                f"Écrit dans « {options.sortie} » ; le journal contient les vraies valeurs, ne le publiez pas."
            )
    return phrases
