"""Search of a child: equality on stored keys, then scores in Python. Reads only.

A search goes over the whole collectivité, not over the agent's own children: what it shows of the others is an
identity and whom to call, never a file (``views_recherche``).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from django.db.models import Count, QuerySet

from jalons.application.enfants.cles import Identite, cles_cherchees
from jalons.application.enfants.models import CleRecherche, Enfant
from jalons.application.enfants.rapprochement import Ressemblance, Verdict, comparer
from jalons.noyau.dates import DateCivile, impossibilite
from jalons.noyau.textes import cle_tri

AU_PLUS = 200
"""Candidates compared in Python: those that share most keys."""
ASSEZ = 5
"""With fewer precise candidates, the wide keys are asked too."""

_NUMERO = re.compile(r"\b([2-9A-HJ-NP-Z]{4})[- ]?([2-9A-HJ-NP-Z]{4})\b")
_DATE = re.compile(r"\b(?:(\d{1,2})[/.\- ](\d{1,2})[/.\- ])?(?:(\d{1,2})[/.\-])?((?:19|20)\d{2})\b")


@dataclass(frozen=True, slots=True)
class Candidat:
    """A file that looks like what is looked for."""

    enfant: Enfant
    ressemblance: Ressemblance

    @property
    def nommable(self) -> Enfant:
        """The file to open: the one kept, when this one was merged."""
        return self.enfant.fusionne_dans or self.enfant


def candidats(codes: Collection[str], *identites: Identite, limite: int = 20) -> list[Candidat]:
    """Children of ``codes`` that look like one of ``identites``, the likeliest first. Three queries at most."""
    precises: set[str] = set()
    larges: set[str] = set()
    for identite in identites:
        fines, grosses = cles_cherchees(identite)
        precises, larges = precises | fines, larges | grosses
    trouves = _par_cles(codes, precises)
    if len(trouves) < ASSEZ:
        trouves = list(dict.fromkeys([*trouves, *_par_cles(codes, larges)]))[:AU_PLUS]
    enfants = Enfant.objects.filter(collectivite_id__in=codes, pk__in=trouves).select_related("fusionne_dans", "unite")
    notes = [Candidat(e, _meilleure(e, identites)) for e in enfants]
    retenus = [c for c in notes if c.ressemblance.verdict is not Verdict.ELOIGNE]
    retenus.sort(key=lambda c: (-c.ressemblance.score, c.enfant.tri, c.enfant.pk))
    return retenus[:limite]


def _meilleure(enfant: Enfant, identites: Collection[Identite]) -> Ressemblance:
    noms = tuple(n for n in (enfant.nom, enfant.nom_usage) if n)
    connu = Identite(noms, enfant.prenom, enfant.naissance, enfant.sexe)
    # at equal scores the reading that explains most: words typed in the other order are no inversion
    return max((comparer(i, connu) for i in identites), key=lambda r: (r.score, len(r.raisons)))


def _par_cles(codes: Collection[str], cles: Collection[str]) -> list[int]:
    """Keys of the children that share most of ``cles``."""
    if not cles:
        return []
    lignes = (
        CleRecherche.objects.filter(collectivite_id__in=codes, cle__in=cles)
        .values("enfant_id")
        .annotate(communes=Count("id"))
        .order_by("-communes", "enfant_id")
    )
    return [ligne["enfant_id"] for ligne in lignes[:AU_PLUS]]


def lire_texte(texte: str) -> tuple[Identite, ...]:
    """What somebody types in one box: names in any order, a date, a number of file. Several readings.

    >>> lire_texte("Léo Martin 12/03/2015")[0].naissance
    DateCivile(annee=2015, mois=3, jour=12)
    """
    numero = _NUMERO.search(texte.upper())
    if numero and any(c.isdigit() for c in numero.group()):
        return (Identite(numero="-".join(numero.groups())),)
    date = _DATE.search(texte)
    naissance = _date(date) if date else None
    noms = (texte[: date.start()] + texte[date.end() :] if date else texte).split()
    if not noms:
        return (Identite(naissance=naissance),) if naissance else ()
    if len(noms) == 1:
        seul = Identite(noms=(noms[0],), naissance=naissance)
        return (seul, replace(seul, noms=(), prenom=noms[0]))
    premier = Identite((" ".join(noms[1:]),), noms[0], naissance)
    dernier = Identite((noms[-1],), " ".join(noms[:-1]), naissance)
    nom_d_abord = Identite((noms[0],), " ".join(noms[1:]), naissance)
    return (premier, nom_d_abord) if len(noms) == 2 else (premier, dernier, nom_d_abord)


def _date(lue: re.Match[str]) -> DateCivile:
    """The date typed; its day and month exchanged, or its year alone, when no calendar holds it."""
    jour, mois, mois_seul, annee = (int(g) if g else None for g in lue.groups())
    for essai in ((mois or mois_seul, jour), (jour, mois)):
        try:
            return DateCivile(annee or 0, *essai)
        except ValueError:
            continue
    return DateCivile(annee or 0)


def a_redire(texte: str) -> str:
    """Why nothing can be looked for in what was typed, in a sentence; empty when something can.

    >>> a_redire("a")
    'Une lettre seule ne suffit pas : ajoutez-en une, ou une date de naissance.'
    """
    if _NUMERO.search(texte.upper()) and any(c.isdigit() for c in texte):
        return ""
    date = _DATE.search(texte)
    lettres = sum(c.isalpha() for c in cle_tri(texte))
    if (date is None and lettres > 1) or (date is not None and (lettres or _date(date).jour is not None)):
        return ""
    if date is not None:
        return f"« {texte} » ne dit pas le jour de la naissance : ajoutez-le, ou un nom, un prénom, une initiale."
    if lettres:
        return "Une lettre seule ne suffit pas : ajoutez-en une, ou une date de naissance."
    return (
        f"« {texte} » ne contient ni lettre de l'alphabet latin, ni date possible, ni numéro de dossier : "
        "tapez un nom, un prénom, une date (JJ/MM/AAAA) ou un numéro."
    )


def lu_autrement(texte: str) -> str:
    """How a date of no calendar was understood, in a sentence; empty when it was read as it stands."""
    date = _DATE.search(texte)
    if date is None:
        return ""
    jour, mois, mois_seul, annee = (int(g) if g else None for g in date.groups())
    impossible = impossibilite(annee or 0, mois or mois_seul or 1, jour)
    return f"« {date.group()} » n'est pas une date : {impossible}. Cherché avec : {_date(date)}." if impossible else ""


def par_debut(enfants: QuerySet[Enfant], texte: str) -> QuerySet[Enfant]:
    """Those of ``enfants`` whose name begins with ``texte``, in French order: a range on the stored key."""
    debut = cle_tri(texte).strip()
    return enfants.filter(tri__gte=debut, tri__lt=debut + "{") if debut else enfants


def trouver(codes: Collection[str], texte: str, *, limite: int = 30) -> list[Candidat]:
    """Children of ``codes`` that answer what somebody typed: by number, by look-alike, by beginning of the name."""
    identites = lire_texte(texte)
    if not identites:
        return []
    tous = Enfant.objects.filter(collectivite_id__in=codes).select_related("fusionne_dans", "unite")
    if numero := identites[0].numero:
        return [Candidat(e, _EXACT) for e in tous.filter(numero=numero)]
    proches = candidats(codes, *identites, limite=limite)
    if len(proches) < limite and not any(i.naissance for i in identites):
        connus = {c.enfant.pk for c in proches}
        suite = par_debut(tous, texte).order_by("tri", "pk")[:limite]
        proches += [Candidat(e, _DEBUT) for e in suite if e.pk not in connus]
    return proches[:limite] or _a_une_lettre_pres(tous, texte, identites)[:limite]


def _a_une_lettre_pres(enfants: QuerySet[Enfant], texte: str, identites: Collection[Identite]) -> list[Candidat]:
    """When nothing else answers: names of the same three first letters, written nearly alike. One query."""
    debut = cle_tri(texte).strip()[:3]
    if len(debut) < 3 or not debut.isalpha():
        return []
    notes = [Candidat(e, _meilleure(e, identites)) for e in par_debut(enfants, debut).order_by("tri", "pk")[:AU_PLUS]]
    retenus = [c for c in notes if c.ressemblance.verdict is not Verdict.ELOIGNE]
    return sorted(retenus, key=lambda c: (-c.ressemblance.score, c.enfant.tri, c.enfant.pk))


_EXACT = Ressemblance(100, Verdict.PROBABLE, ("numéro de dossier",))
_DEBUT = Ressemblance(50, Verdict.POSSIBLE, ("nom : commence ainsi",))
