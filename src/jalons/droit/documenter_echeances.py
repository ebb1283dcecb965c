"""The page ``docs/reference/echeances.md``: every rule of delay with its text, its confidence and its cases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jalons.droit.echeances.catalogue import matieres, regles_nationales, toutes_les_regles
from jalons.droit.echeances.phrases import dire_delai, dire_effet, dire_fenetre, dire_si
from jalons.droit.echeances.regles import LIBELLES_FORME, LIBELLES_NATURE, RegleDelai, Version
from jalons.droit.loader import lire
from jalons.droit.model import LIBELLES_CONFIANCE
from jalons.droit.preuves import CAS
from jalons.droit.preuves_echeances import CasDelai, cas_de_delai

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "echeances.md"
_ENTETE = """\
<!-- Page produite par `python -m jalons.droit.documenter` : ne la modifiez pas, modifiez le catalogue. -->
# Délais légaux et locaux

Chaque règle dit ce qui l'ouvre, son délai, le texte qui le fixe, qui agit, ce qu'on a lu pour l'écrire et les cas qui
l'éprouvent. Une règle incertaine n'est calculée que si le département l'active, et reste affichée comme non confirmée.
Quand aucun texte ne chiffre un délai, aucun nombre n'est inventé : le département peut donner le sien.
"""


def page() -> str:
    """The whole page, in French."""
    par_regle: dict[str, list[CasDelai]] = {}
    for cas in cas_de_delai():
        for code in cas.regles:
            par_regle.setdefault(code, []).append(cas)
    parties = [_bilan(), *(_matiere(code, nom, par_regle) for code, nom in matieres().items()), _questions()]
    return _ENTETE + "\n".join("\n" + "\n".join(partie) for partie in parties) + "\n"


def _bilan() -> Iterator[str]:
    toutes = toutes_les_regles()
    confirmees = sum(r.confirmee for r in toutes)
    yield f"{len(toutes)} règles, dont {sum(r.datee for r in toutes)} donnent une date."
    yield f"{confirmees} confirmées, {len(toutes) - confirmees} non confirmées. {len(list(cas_de_delai()))} cas."


def _matiere(code: str, nom: str, par_regle: dict[str, list[CasDelai]]) -> Iterator[str]:
    yield f"## {nom}"
    for regle in toutes_les_regles():
        if regle.matiere == code:
            yield ""
            yield from _regle(regle, par_regle.get(regle.code, []))


def _regle(regle: RegleDelai, cas: list[CasDelai]) -> Iterator[str]:
    yield f"### `{regle.code}` {regle.libelle}"
    yield ""
    noms = regles_nationales().evenements
    for titre, codes in (
        ("Ouverte par", regle.ouverte_par),
        ("Tenue par", regle.tenue_par),
        ("Sans objet par", regle.sans_objet_par),
    ):
        if codes:
            yield f"- {titre} : {' ; '.join(noms[c].libelle for c in codes)}"
    yield from (f"- {_version(v)}" for v in regle.versions)
    yield from _options(regle)
    yield f"- Acte : {regle.acte}, par : {regle.qui} ({LIBELLES_NATURE[regle.nature]}, {LIBELLES_FORME[regle.forme]})"
    if not regle.par_defaut:
        yield "- Calculée seulement si le département l'active"
    if regle.condition:
        yield f"- Condition : {regle.condition}"
    yield f"- Confiance : {_confiance(regle)}"
    yield from (f"- Cas : {un.nom} ({un.donnees['calcul']})" for un in cas)


def _version(version: Version) -> str:
    delai = dire_delai(version.delai) if version.fin is None else dire_fenetre(version.delai, version.fin)
    si = [dire_si(c, regles_nationales()) for c in version.si]
    suite = f", si {' et '.join(si)}" if si else ""
    note = f" {version.note}" if version.note else ""
    return f"Délai ({dire_effet(version)}) : {delai}{suite} ; {version.reference}.{note}"


def _options(regle: RegleDelai) -> Iterator[str]:
    noms = regles_nationales().evenements
    if regle.lien:
        yield f"- Les faits d'une même affaire ont le même `{regle.lien}`"
    if regle.prolongation:
        p = regle.prolongation
        motif = ", motif enregistré" if p.motif else ""
        yield f"- Prolongeable : {noms[p.evenement].libelle}, {p.duree}, {p.au_plus} fois au plus{motif}"
    if regle.suspension:
        s = regle.suspension
        yield f"- Suspendue de « {noms[s.debut].libelle} » à « {noms[s.fin].libelle} »"
    if regle.report:
        yield "- Le dernier jour est reporté s'il tombe un samedi, un dimanche ou un jour férié"
    if regle.veille:
        yield "- Le délai finit la veille du même quantième"
    if regle.version_au_terme:
        yield "- La version en vigueur le dernier jour s'applique"


def _confiance(regle: RegleDelai) -> str:
    p = regle.provenance
    etat = p.confiance if regle.confirmee else f"{p.confiance}, **non confirmée**"
    note = f" {p.note}" if p.note else ""
    return f"{etat} ({LIBELLES_CONFIANCE[p.confiance]}) — {p.source}.{note}"


def _questions() -> Iterator[str]:
    yield "## Ce que les textes ne règlent pas"
    for fichier in sorted((CAS / "a_trancher").glob("*.yaml")):
        for question in lire(fichier)["questions"]:
            yield ""
            yield f"### {question['question']}"
            yield ""
            yield f"- Règles : {', '.join(f'`{c}`' for c in question['regles'])}"
            yield from (f"- Lecture : {x['lecture']} : {x['resultat']}" for x in question["lectures"])
            yield f"- Choix provisoire : {question['choix_provisoire']}"
