"""Reads: establishments of the perimeter, their units and the capacity that their acts give them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.etablissements import nomenclatures, porte, rules
from jalons.application.etablissements.models import Acte, Etablissement, UniteAccueil

VIA_ETABLISSEMENT = "etablissement__organisme__code"
"""Path from a unit to the code of its managing body."""


@dataclass(frozen=True, slots=True)
class LigneUnite:
    """A unit as pages show it on a day."""

    unite: UniteAccueil
    capacite: rules.Capacite
    fermee: bool

    @property
    def type(self) -> str:
        """Name of its type."""
        return nomenclatures.libelle_type(self.unite.type)

    @property
    def public(self) -> str:
        """Name of its public."""
        return nomenclatures.libelle_public(self.unite.public)

    @property
    def ages(self) -> str:
        """Its ages, in words."""
        return rules.age_admis(self.unite.age_min, self.unite.age_max)

    @property
    def conversions(self) -> list[tuple[str, int]]:
        """Places kept for another public for a time: its name, and how many."""
        return [(nomenclatures.libelle_public(p), n) for p, n in self.capacite.converties.items()]


@dataclass(frozen=True, slots=True)
class LigneEtablissement:
    """An establishment as the list shows it."""

    etablissement: Etablissement
    unites: list[LigneUnite]

    @property
    def categorie(self) -> str:
        """Name of its category; its code when it is not of the nomenclature; empty when unknown."""
        code = self.etablissement.categorie
        return nomenclatures.categories().get(code, code)

    @property
    def types(self) -> str:
        """Types of its units."""
        return ", ".join(dict.fromkeys(u.type for u in self.unites))

    @property
    def autorisees(self) -> int | None:
        """Authorised places; ``None`` when a unit has no act: the sum is not known."""
        return _somme(u.capacite.autorisees for u in self.unites)

    @property
    def ouvertes(self) -> int | None:
        """Those that have opened."""
        return _somme(u.capacite.ouvertes for u in self.unites)


def _somme(nombres: Iterable[int | None]) -> int | None:
    lus = list(nombres)
    return None if not lus or None in lus else sum(n for n in lus if n is not None)


def du_perimetre(requete: Requete, permission: Permission = Permission.ETABLISSEMENTS_VOIR) -> QuerySet[Etablissement]:
    """Establishments on which the agent holds ``permission``."""
    return porte.visibles(Etablissement.objects.all(), requete=requete, permission=permission)


def filtrer(
    lignes: QuerySet[Etablissement],
    *,
    texte: str = "",
    categorie: str = "",
    genre: str = "",
    organisme: int | None = None,
    territoire: int | None = None,
) -> QuerySet[Etablissement]:
    """Rows kept by the filters of the list; empty ones keep everything."""
    if texte:
        lignes = lignes.filter(nom__icontains=texte) | lignes.filter(finess__startswith=texte.upper())
    if genre:
        lignes = lignes.filter(pk__in=UniteAccueil.objects.filter(type=genre).values("etablissement_id"))
    criteres = {"categorie": categorie, "organisme_id": organisme, "unite_id": territoire}
    return lignes.filter(**{c: v for c, v in criteres.items() if v})


def actes_par_unite(unites: Iterable[UniteAccueil] | QuerySet[UniteAccueil]) -> dict[int, list[rules.ActeConnu]]:
    """The acts that stand, by unit; an empty list for a unit that has none. One query, two for a query of units."""
    cles = [u.pk for u in unites]
    par: dict[int, list[rules.ActeConnu]] = {cle: [] for cle in cles}
    for valeurs in _valeurs(Acte.objects.filter(unite_id__in=cles)):
        par[valeurs[0]].append(rules.ActeConnu(*valeurs[1:]))
    return par


def actes_de_la_collectivite(codes: Iterable[str]) -> dict[int, list[rules.ActeConnu]]:
    """The same for every unit of these collectivités that has acts. One query."""
    par: dict[int, list[rules.ActeConnu]] = defaultdict(list)
    for valeurs in _valeurs(Acte.objects.filter(collectivite_id__in=list(codes))):
        par[valeurs[0]].append(rules.ActeConnu(*valeurs[1:]))
    return par


def actes_connus(unite: UniteAccueil) -> list[rules.ActeConnu]:
    """The acts of one unit that stand."""
    return [rules.ActeConnu(*valeurs[1:]) for valeurs in _valeurs(Acte.objects.filter(unite=unite))]


def _valeurs(actes: QuerySet[Acte]) -> Iterable[tuple[int, str, int, date, date | None, date | None, str]]:
    return actes.filter(annule_le=None).order_by("effet_le", "id").values_list(
        "unite_id", "nature", "places", "effet_le", "fin_le", "ouvert_le", "public"
    )  # fmt: skip


def unites_de(etablissements: Iterable[Etablissement], au: date) -> dict[int, list[LigneUnite]]:
    """Units of these establishments with their capacity on ``au``, by establishment. Two queries."""
    unites = list(UniteAccueil.objects.filter(etablissement__in=[e.pk for e in etablissements]).order_by("id"))
    actes = actes_par_unite(unites)
    par: dict[int, list[LigneUnite]] = defaultdict(list)
    for u in unites:
        par[u.etablissement_id].append(LigneUnite(u, rules.capacite(actes[u.pk], au), rules.ferme(actes[u.pk], au)))
    return par


def avec_actes(etablissement: Etablissement, au: date) -> tuple[LigneEtablissement, list[Acte]]:
    """An establishment with its units on ``au``, and all its acts, even taken back, the latest first. Two queries."""
    unites = list(UniteAccueil.objects.filter(etablissement=etablissement).order_by("id"))
    par = {u.pk: u for u in unites}
    actes = list(Acte.objects.filter(unite__in=par).order_by("-effet_le", "-id"))
    connus: dict[int, list[rules.ActeConnu]] = defaultdict(list)
    for a in actes:
        a.unite = par[a.unite_id]
        if a.annule_le is None:
            connus[a.unite_id].append(rules.ActeConnu(a.nature, a.places, a.effet_le, a.fin_le, a.ouvert_le, a.public))
    lignes = [LigneUnite(u, rules.capacite(connus[u.pk], au), rules.ferme(connus[u.pk], au)) for u in unites]
    return LigneEtablissement(etablissement, lignes), actes


def en_lignes(etablissements: Iterable[Etablissement], au: date) -> list[LigneEtablissement]:
    """Rows of the list. Two queries."""
    lus = list(etablissements)
    unites = unites_de(lus, au)
    return [LigneEtablissement(e, unites.get(e.pk, [])) for e in lus]
