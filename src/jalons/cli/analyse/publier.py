"""``jalons analyse publier``: an edition protected, attacked, drawn, then written whole or not at all."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jalons.cli.sortie import BLOQUANT, CORRECT, ecrire_csv, ecrire_json, lire_fichier, option_format
from jalons.noyau.accord import compter
from jalons.noyau.saisie import EntreeRefusee, Faute

if TYPE_CHECKING:
    from jalons.analyse.publications.assemblage import Resultat
    from jalons.analyse.publications.modele import Contenu, Edition

EXEMPLE = """exemples :
  jalons analyse publier edition.yaml --sortie note-2024
  jalons analyse publier edition.yaml --sortie note-2024 --annexe --format json
La forme du fichier est dans docs/guides/observatoire-publications.md."""


def ajouter(actes: Any) -> None:
    """Add the sub-command ``publier``."""
    acte = actes.add_parser(
        "publier", help="publier une édition : tableaux protégés, cartes, note, données ouvertes", epilog=EXEMPLE,
        description="Protège les tableaux d'une édition, les attaque avec les éditions passées, puis écrit la page, la "
        "note (PDF), le classeur et le dossier de données ouvertes. Rien n'est écrit si l'attaque retrouve une "
        "cellule.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    acte.add_argument("edition", metavar="EDITION.yaml", help="l'édition ; ses fichiers sont à côté d'elle")
    acte.add_argument("--sortie", metavar="DOSSIER", help="dossier neuf à écrire ; à défaut, un simple essai")
    acte.add_argument("--annexe", action="store_true", help="joindre à la note tous les tableaux")
    acte.add_argument("--contours", metavar="FICHIER", help="contours des départements (ceux du paquet npm)")
    option_format(acte)
    acte.set_defaults(action=_publier)


def _publier(options: argparse.Namespace) -> int:
    import jalons
    from jalons.analyse.publications import depot
    from jalons.analyse.publications.assemblage import assembler
    from jalons.analyse.publications.lecture import lire

    chemin = Path(options.edition)
    edition = lire(lire_fichier(options.edition), nom=chemin.name)
    fautes = depot.verifier(Path(options.sortie)) if options.sortie else []
    fichiers, anterieures = _autour(edition, chemin.parent, fautes)
    if fautes:
        raise EntreeRefusee(fautes, quoi="jalons analyse publier")
    fait = assembler(
        edition, fichiers, anterieures=anterieures, contours=_contours(options.contours),
        versions={"Jalons": jalons.__version__},
    )  # fmt: skip
    ecrits = []
    if fait.dossier.resiste and options.sortie:
        ecrits = _ecrire(fait, Path(options.sortie), annexe=options.annexe)
    _repondre(options, fait, ecrits)
    return CORRECT if fait.dossier.resiste else BLOQUANT


def _autour(edition: Edition, dossier: Path, fautes: list[Faute]) -> tuple[dict[str, bytes], list[Contenu]]:
    """Files and earlier editions that a declaration names, beside it."""
    from jalons.analyse.publications.depot import relire
    from jalons.analyse.publications.entrees import fichiers_de

    fichiers, anterieures = {}, []
    for nom in fichiers_de(edition):
        try:
            fichiers[nom] = lire_fichier(str(dossier / nom))
        except EntreeRefusee as refus:
            fautes += refus.fautes
    for nom in edition.editions:
        try:
            anterieures.append(relire(dossier / nom))
        except EntreeRefusee as refus:
            fautes += refus.fautes
    return fichiers, anterieures


def _contours(donnes: str | None) -> Path:
    """The file of shapes: given, else that of the npm package beside ``package.json``."""
    from jalons.analyse.publications.fonds import FICHIER_NPM

    return Path(donnes) if donnes else Path(__file__).parents[4] / "node_modules" / FICHIER_NPM


def _ecrire(fait: Resultat, dossier: Path, *, annexe: bool) -> list[str]:
    import json

    from jalons.analyse.publications import classeur, depot, note, ouvertes, page
    from jalons.application.documents.pdf import composer

    contenu = fait.contenu
    fichiers = {
        **ouvertes.fichiers(contenu),
        "page.html": page.entiere(contenu).encode(),
        "note.pdf": composer(note.MODELE, note.donnees(contenu, annexe=annexe), images=note.images(contenu)),
        "tableaux.xlsx": classeur.ecrire(contenu),
    }
    depot.ecrire(dossier, fichiers)
    prive = dossier.with_name(f"{dossier.name}-prive")
    if not prive.exists():
        journal = json.dumps(fait.dossier.en_json(), ensure_ascii=False, indent=1, default=str)
        depot.ecrire(prive, {"journal.json": journal.encode()})
    return [str(dossier / n) for n in sorted(fichiers)] + [str(prive / "journal.json")]


def _repondre(options: argparse.Namespace, fait: Resultat, ecrits: list[str]) -> None:
    groupes = [g.en_json() for g in fait.dossier.groupes]
    if options.format == "json":
        resume = {
            "titre": fait.contenu.titre, "resiste": fait.dossier.resiste, "groupes": groupes, "ecrits": ecrits,
            "entrees": [{"nom": e.nom, "empreinte": e.empreinte, "octets": e.octets} for e in fait.dossier.entrees],
            "non_proteges": [list(p) for p in fait.dossier.non_proteges],
        }  # fmt: skip
        ecrire_json(resume)
    elif options.format == "csv":
        ecrire_csv(
            ({"population": g["population"], "cellule": c["libelle"], "bas": c["bas"], "haut": c["haut"]}
             for g in groupes for c in g["attaque"]["cassees"]),
            ("population", "cellule", "bas", "haut"),
        )  # fmt: skip
    else:
        print("\n".join(_phrases(groupes, ecrits, fait)))


def _phrases(groupes: list[dict[str, Any]], ecrits: list[str], fait: Resultat) -> Iterator[str]:
    for g in groupes:
        journal, cassees = g["journal"], g["attaque"]["cassees"]
        yield (
            f"{g['population']} : {journal['primaires']} cellules sous la règle, {journal['secondaires']} masquées "
            "pour protéger les premières."
        )
        for deja in journal["deja_publiees"]:
            yield f"  Déjà publiée, trop tard pour masquer : {deja['libelle']}."
        if cassees:
            yield f"  L'attaque retrouve {compter(len(cassees), 'cellule')} : rien n'a été écrit."
            yield from (f"  - {c['libelle']} : de {c['bas']} à {c['haut']}" for c in cassees[:20])
    for titre, source in fait.dossier.non_proteges:
        yield f"Non protégé, donné comme déjà public : {titre} ({source})."
    if fait.dossier.resiste:
        yield "L'attaque indépendante n'a rien retrouvé."
        yield f"{compter(len(ecrits), 'fichier')} écrits." if ecrits else "Essai : rien n'a été écrit (--sortie)."
