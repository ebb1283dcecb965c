"""What the retained elements of a review make: a schéma, or a contract, in the formats of their files. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import Any

from jalons.application.contrats import dossier as contrat
from jalons.application.fiches.listes import ActionListee, ListeActions
from jalons.application.finances.lignes import LigneFinanciere, Version
from jalons.application.relecture.annonces import annonces, annonces_du_bilan
from jalons.application.relecture.genres import NUMERO, RATTACHEMENT, STRUCTURE, THEMES, genre
from jalons.application.relecture.normalisation import annee_seule, en_date, en_nombre, en_periode
from jalons.application.relecture.rules import Lu, Noeud, arbre
from jalons.application.schema import dossier as schema
from jalons.noyau.montants import PrecisionMontant
from jalons.noyau.periodes import Periode
from jalons.noyau.references import ChiffreCle, DocumentSource

TOTAL = "TOTAL"
"""Code of an amount that the document announces as a total, which mixes sources."""


def assembler_schema(
    lus: Iterable[Lu], *, departement: str, intitule: str, periode: Periode, document: str
) -> schema.DossierSchema:
    """The schéma that these elements make; every one of them is taken to be retained.

    Fiches, engagements and actions keep the number read, or take the first free one.
    """
    racines = arbre(lus)
    tous = [n for r in racines for n in _noeuds(r)]
    engagements = [n for n in tous if n.lu.genre == "engagement"]
    fiches = [n for n in tous if n.lu.genre == "fiche"]
    numeros_e, numeros_f = numeroter([n.lu for n in engagements]), numeroter([n.lu for n in fiches])
    sous = _places_des_fiches(racines, fiches)
    return schema.DossierSchema(
        departement, intitule, periode, complete=False, document=DocumentSource(document),
        annonces=annonces([n.lu for n in tous]), dates=_dates(tous),
        engagements=tuple(_engagement(n, numeros_e[n.lu.cle], numeros_f, sous) for n in engagements),
        fiches=tuple(_fiche(n, numeros_f[n.lu.cle], _numeros_des(n, sous, numeros_e)) for n in fiches),
        places=_places_a_creer(tous, numeros_f), chiffres_cles=_chiffres(tous),
        bilan=_bilan([n for n in tous if n.lu.genre == "bilan_orientation"], annonces_du_bilan(n.lu for n in tous)),
    )  # fmt: skip


def numeroter(lus: Sequence[Lu]) -> dict[int, int]:
    """A number for each element, by key: the one read when it is a whole number met first, else the first free one."""
    numeros: dict[int, int] = {}
    for x in lus:
        lu = int(x.numero) if re.fullmatch(r"[0-9]{1,4}", x.numero) else 0
        if lu and lu not in numeros.values():
            numeros[x.cle] = lu
    pris = set(numeros.values())
    libres = (n for n in count(1) if n not in pris)
    for x in lus:
        if x.cle not in numeros:
            numeros[x.cle] = next(libres)
    return numeros


def fixer_les_numeros(lus: Sequence[Lu]) -> dict[int, str]:
    """The number of every element that bears one, among all those of the document: what is imported keeps its own."""
    groupes: dict[tuple[str, int | None], list[Lu]] = {}
    for x in lus:
        if NUMERO in genre(x.genre).champs:
            groupes.setdefault((x.genre, None if x.genre in ("fiche", "engagement") else x.parent), []).append(x)
    return {
        cle: str(numero)
        for groupe in groupes.values()
        for cle, numero in numeroter(sorted(groupe, key=lambda x: not x.importe)).items()
    }


def nom_court(nom: str) -> str:
    """A short name for a file.

    >>> nom_court("Actions déjà entreprises")
    'actions-deja-entreprises'
    """
    plat = unicodedata.normalize("NFKD", nom).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plat).strip("-") or "liste"


def _noeuds(noeud: Noeud) -> list[Noeud]:
    return [noeud, *(n for e in noeud.enfants for n in _noeuds(e))]


def _textes(noeud: Noeud, genre_voulu: str) -> tuple[str, ...]:
    """Texts of that kind right under an element, each once."""
    return tuple(dict.fromkeys(e.lu.texte for e in noeud.enfants if e.lu.genre == genre_voulu))


def _en_un(noeud: Noeud, genre_voulu: str) -> str:
    return "\n".join(_textes(noeud, genre_voulu))


def _places_des_fiches(racines: Sequence[Noeud], fiches: Sequence[Noeud]) -> dict[int, set[int]]:
    """For each fiche, by key: the keys of everything it stands under, by its place or because it says so."""
    dessus = {n.lu.cle: chemin for r in racines for n, chemin in _chemins(r, ())}
    nommes: dict[str, list[int]] = {}
    for r in racines:
        for n, chemin in _chemins(r, ()):
            if n.lu.genre in STRUCTURE:
                nommes.setdefault(n.lu.texte.casefold(), []).extend((n.lu.cle, *chemin))
    return {
        f.lu.cle: {*dessus[f.lu.cle], *(c for t in _textes(f, RATTACHEMENT) for c in nommes.get(t.casefold(), ()))}
        for f in fiches
    }


def _chemins(noeud: Noeud, dessus: tuple[int, ...]) -> list[tuple[Noeud, tuple[int, ...]]]:
    ici = (*dessus, noeud.lu.cle)
    return [(noeud, dessus), *(x for e in noeud.enfants for x in _chemins(e, ici))]


def _numeros_des(fiche: Noeud, sous: dict[int, set[int]], engagements: dict[int, int]) -> tuple[int, ...]:
    return tuple(sorted(engagements[c] for c in sous[fiche.lu.cle] if c in engagements))


def _engagement(
    noeud: Noeud, numero: int, fiches: dict[int, int], sous: dict[int, set[int]]
) -> schema.EngagementSchema:
    themes = tuple(
        schema.SousTheme(e.lu.texte, tuple(n for f, n in fiches.items() if e.lu.cle in sous[f]))
        for e in noeud.enfants
        if e.lu.genre in THEMES
    )
    return schema.EngagementSchema(numero, noeud.lu.texte, themes)


def _fiche(noeud: Noeud, numero: int, engagements: tuple[int, ...]) -> schema.FicheSchema:
    actions = [e for e in noeud.enfants if e.lu.genre == "action"]
    numeros = numeroter([a.lu for a in actions])
    return schema.FicheSchema(
        numero, noeud.lu.texte, engagements=engagements,
        pilotes=_textes(noeud, "pilote"), partenaires=_textes(noeud, "partenaire"), objet=_en_un(noeud, "objet"),
        public=_en_un(noeud, "public"), calendrier=_en_un(noeud, "calendrier"),
        financements=_en_un(noeud, "financement"), constats=_textes(noeud, "constat"),
        actions=tuple(_action(a, numeros[a.lu.cle]) for a in actions),
        resultats_attendus=_textes(noeud, "resultat_attendu"), liens=_textes(noeud, "lien"),
    )  # fmt: skip


def contenus_des_fiches(lus: Iterable[Lu]) -> dict[int, schema.FicheSchema]:
    """What the fiches of a contract hold, by key of their element: their file of contract has no place for it."""
    fiches = [n for r in arbre(lus) for n in _noeuds(r) if n.lu.genre == "fiche"]
    return {n.lu.cle: _fiche(n, rang, ()) for rang, n in enumerate(fiches, 1)}


def _action(noeud: Noeud, numero: int) -> schema.ActionSchema:
    points = [e.lu for e in noeud.enfants if e.lu.genre == "point"]
    niveaux = [p.niveau if rang else 1 for rang, p in enumerate(points)]
    return schema.ActionSchema(
        numero, noeud.lu.texte, tuple(schema.Point(n, p.texte) for n, p in zip(niveaux, points, strict=True))
    )


def _bilan(orientations: Sequence[Noeud], annoncees: Mapping[str, Any]) -> schema.BilanAnterieur | None:
    if not orientations:
        return None
    numeros = numeroter([o.lu for o in orientations])
    return schema.BilanAnterieur(
        complete=False, orientations=tuple(_orientation(o, numeros[o.lu.cle]) for o in orientations), **annoncees
    )


def _orientation(noeud: Noeud, numero: int) -> schema.Orientation:
    priorites = [e for e in noeud.enfants if e.lu.genre == "bilan_priorite"]
    numeros = numeroter([p.lu for p in priorites])
    return schema.Orientation(numero, noeud.lu.texte, tuple(_priorite(p, numeros[p.lu.cle]) for p in priorites))


def _priorite(noeud: Noeud, numero: int) -> schema.Priorite:
    actions = [e.lu for e in noeud.enfants if e.lu.genre == "bilan_action"]
    numeros = numeroter(actions)
    connus = {s.value for s in schema.StatutBilan}
    return schema.Priorite(numero, noeud.lu.texte, tuple(
        schema.ActionBilan(numeros[a.cle], a.texte, schema.StatutBilan(a.statut if a.statut in connus else "inconnu"))
        for a in actions
    ))  # fmt: skip


def _dates(noeuds: Sequence[Noeud]) -> tuple[schema.DateUtile, ...]:
    """The dates; a period gives its first and last years."""
    faites = []
    for lu in (n.lu for n in noeuds if n.lu.genre == "date"):
        periode, le = en_periode(lu.valeur), en_date(lu.valeur)
        if le is not None:
            faites.append(schema.DateUtile(lu.texte, le))
        elif periode is not None:
            faites.append(schema.DateUtile(f"début : {lu.texte}", periode.debut))
            faites.append(schema.DateUtile(f"fin : {lu.texte}", periode.fin))
    return tuple(dict.fromkeys(faites))


def _chiffres(noeuds: Sequence[Noeud]) -> tuple[ChiffreCle, ...]:
    chiffres = []
    for n in noeuds:
        valeur = en_nombre(n.lu.valeur)
        if n.lu.genre == "chiffre" and valeur is not None and n.lu.unite:
            annee = int(n.lu.periode) if re.fullmatch(r"(19|20)[0-9]{2}", n.lu.periode) else None
            chiffres.append(ChiffreCle(n.lu.texte, valeur, n.lu.unite, annee))
    return tuple(chiffres)


def assembler_contrat(
    lus: Iterable[Lu], *, departement: str, intitule: str, regime: str, periode: Periode | None, document: str,
    prefixe: str,
) -> contrat.DossierContrat:  # fmt: skip
    """The contract that these elements make: parties, steps, engagements, lists of actions, amounts, places, figures.

    Args:
        prefixe: start of the short names of its actions and amounts; the same at each import, so that none comes twice.
    """
    racines = arbre(lus)
    tous = [n for r in racines for n in _noeuds(r)]
    engagements = [n.lu for n in tous if n.lu.genre == "engagement"]
    numeros = numeroter(engagements)
    par_genre: dict[str, list[Lu]] = {}
    for n in tous:
        par_genre.setdefault(n.lu.genre, []).append(n.lu)
    return contrat.DossierContrat(
        departement, intitule, regime, document=DocumentSource(document), periode=periode,
        parties=tuple(contrat.Partie(x.texte, nature_de(x.texte)) for x in par_genre.get("partie", [])),
        dates=_etapes(par_genre.get("date", [])),
        engagements=tuple(contrat.Engagement(numeros[x.cle], x.texte) for x in engagements),
        actions=_listes(tous, numeros, prefixe),
        finances=contrat.Finances(False, _lignes(tous, prefixe)),
        places=_places(par_genre.get("places", [])), chiffres_cles=_chiffres(tous),
    )  # fmt: skip


def nature_de(nom: str) -> contrat.NaturePartie:
    """What kind of body a name designates, by its first words.

    >>> nature_de("Conseil départemental du Cantal").value
    'departement'
    """
    mot = nom.casefold()
    if mot.startswith(("ars", "l'ars", "agence régionale")):
        return contrat.NaturePartie.ARS
    if mot.startswith(("département", "le département", "conseil départemental", "le conseil départemental")):
        return contrat.NaturePartie.DEPARTEMENT
    if mot.startswith(("état", "l'état", "préfet", "préfète", "le préfet", "la préfète")):
        return contrat.NaturePartie.ETAT
    return contrat.NaturePartie.AUTRE


def _etapes(dates: Sequence[Lu]) -> tuple[contrat.DateEtape, ...]:
    """The first date of each step: a contract keeps one."""
    etapes = {e.value for e in contrat.Etape}
    faites: dict[str, contrat.DateEtape] = {}
    for x in dates:
        le = en_date(x.valeur)
        if x.code in etapes and le is not None:
            faites.setdefault(x.code, contrat.DateEtape(contrat.Etape(x.code), le))
    return tuple(faites.values())


def _listes(tous: Sequence[Noeud], engagements: dict[int, int], prefixe: str) -> tuple[ListeActions, ...]:
    """The lists of actions: fiches of the document, then each list it names."""
    listes: dict[str, list[ActionListee]] = {}
    dans_une_fiche = {e.lu.cle for n in tous if n.lu.genre == "fiche" for e in n.enfants}
    for n in tous:
        if n.lu.genre == "fiche" or (n.lu.genre == "action" and n.lu.cle not in dans_une_fiche):
            nom = "Fiches actions" if n.lu.genre == "fiche" else libelle_de_liste(n.lu.liste)
            action = ActionListee(
                cle=f"{prefixe}-{n.lu.cle}", libelle=n.lu.texte, engagement=engagements.get(n.lu.parent or 0)
            )
            listes.setdefault(nom, []).append(action)
    return tuple(
        ListeActions(f"{prefixe}-{nom_court(nom)}", nom, complete=False, actions=tuple(actions))
        for nom, actions in listes.items()
    )


def libelle_de_liste(nom: str) -> str:
    """A list named by the reader, for people.

    >>> libelle_de_liste("actions_phares")
    'Actions phares'
    """
    return nom.replace("_", " ").strip().capitalize() or "Actions du document"


def _lignes(tous: Sequence[Noeud], prefixe: str) -> tuple[LigneFinanciere, ...]:
    fiches = {n.lu.cle for n in tous if n.lu.genre == "fiche"}
    return tuple(
        replace(ligne, action=f"{prefixe}-{n.lu.parent}" if n.lu.parent in fiches else "")
        for n in tous
        if n.lu.genre == "montant" and (ligne := ligne_financiere(n.lu, prefixe, Version.SIGNE))
    )


def ligne_financiere(x: Lu, prefixe: str, version: Version) -> LigneFinanciere | None:
    """The amount that an element says; ``None`` without a value or the code of a source."""
    valeur = en_nombre(x.valeur)
    if valeur is None or not x.code:
        return None
    par_an = "an" in x.periode.casefold().split() or x.periode.casefold() in ("annuel", "annuelle")
    return LigneFinanciere(
        cle=f"{prefixe}-{x.cle}", libelle=x.texte or genre("montant").libelle, valeur=valeur, version=version,
        source="" if x.code == TOTAL else x.code, total=x.code == TOTAL, par_an=par_an, periode=en_periode(x.periode),
        annee=annee_seule(x.periode), precision=_PRECISIONS.get(x.precision, PrecisionMontant.EXACT),
    )  # fmt: skip


_PRECISIONS = {
    "plus de": PrecisionMontant.PLUS_DE, "au moins": PrecisionMontant.PLUS_DE, "jusqu'à": PrecisionMontant.JUSQUA,
    "moins de": PrecisionMontant.JUSQUA, "environ": PrecisionMontant.ENVIRON, "près de": PrecisionMontant.ENVIRON,
    "à peine": PrecisionMontant.ENVIRON,
}  # fmt: skip
"""What finances keep of the words before an amount."""


def _places(places: Sequence[Lu]) -> tuple[contrat.Places, ...]:
    lues = ((x.texte, en_nombre(x.valeur)) for x in places if x.code != TOTAL)
    return tuple(
        contrat.Places(texte, int(n), contrat.StatutPlaces.PREVUES) for texte, n in lues if n is not None and n >= 0
    )


def _places_a_creer(tous: Sequence[Noeud], fiches: Mapping[int, int]) -> schema.PlacesACreer | None:
    """Places that a schéma promises: the same said twice counts once; a total is not a part of its own detail."""
    lues = [(n.lu, int(v)) for n in tous if n.lu.genre == "places" and (v := en_nombre(n.lu.valeur)) is not None]
    detail = (schema.PlaceACreer(x.texte, v, fiche=fiches.get(x.parent or 0)) for x, v in lues if x.code != TOTAL)
    total = next((v for x, v in lues if x.code == TOTAL), None)
    return schema.PlacesACreer(False, total, tuple(dict.fromkeys(detail))) if lues else None
