"""Reads: what is still to be held in a perimeter, and the counts of a team."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from django.db.models import Case, Count, F, IntegerField, Min, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from jalons.application.acces.droits import Droits
from jalons.application.acces.gate import visibles
from jalons.application.acces.http import Requete
from jalons.application.acces.models import Agent
from jalons.application.acces.permissions import Permission
from jalons.application.acces.preparees import ListeParDroits, ParDroits, Suite
from jalons.application.echeancier import rules
from jalons.application.echeancier.models import ActeEnregistre, Suivi
from jalons.application.enfants import porte
from jalons.application.enfants.models import Enfant
from jalons.application.faits import selectors as faits
from jalons.application.faits.models import OUVERTES, Echeance
from jalons.application.faits.rules import CLOS
from jalons.application.faits.selectors import LigneEcheance
from jalons.application.socle.chiffres import Chiffres, garder
from jalons.application.socle.preparees import Parametre, ValeursPreparees, parmi
from jalons.application.territoires.models import UniteLocale
from jalons.droit.echeances.catalogue import matieres

ENFANT = "enfant"
RANGS = {groupe: rang for rang, groupe in enumerate(rules.GROUPES)}
SANS_UNITE = "aucune"
UNITES_EN_ENSEMBLES = 60


@dataclass(frozen=True, slots=True)
class Lecteur:
    """Somebody who reads without a page: a calendar, the e-mail of Mondays. Same perimeter as the agent's pages."""

    user: Agent
    droits: Droits
    territoire: str | None = None

    @property
    def requete(self) -> Requete:
        """As the gate expects it: only these three are read."""
        return cast(Requete, self)


@dataclass(frozen=True, slots=True)
class Ligne:
    """A deadline as pages of this module show it."""

    vue: LigneEcheance
    groupe: str | None
    jours: str
    nature: str
    suivi: Suivi | None


def ouvertes(
    requete: Requete,
    *,
    au: date,
    enfants: Collection[int] | Parametre | None = None,
    maintenant: datetime | None = None,
) -> QuerySet[Echeance]:
    """Deadlines still to be held, the most pressing first, with ``rang`` (order of ``rules.GROUPES``) and ``limite``.

    Args:
        enfants: only those of these children, that the agent may see (``ses_dossiers``).
        maintenant: when she asks, for a query that is prepared; now when it is not given.
    """
    base = faits.du_perimetre(requete, maintenant=maintenant) if enfants is None else _de(requete, enfants)
    lignes = faits.avec_statut(base.filter(OUVERTES), au).annotate(
        limite=Coalesce("due_le", "due_entre_debut"), rang=rang(au)
    )
    return lignes.filter(rang__isnull=False).order_by("rang", F("limite").asc(nulls_last=True), "id")


def _de(requete: Requete, enfants: Collection[int] | Parametre) -> QuerySet[Echeance]:
    lignes = visibles(Echeance.objects.filter(sujet_type=ENFANT), requete=requete, permission=Permission.FAITS_VOIR)
    if isinstance(enfants, Parametre):
        return lignes.filter(parmi("sujet_id", enfants))
    return lignes.filter(sujet_id__in=list(enfants))


def ses_dossiers(requete: Requete, au: date, *, maintenant: datetime) -> list[int]:
    """Keys of the children whom the agent follows on ``au`` and whose file she may open. One query: they are few."""
    return [cle for (cle,) in _SES_DOSSIERS.lire(requete, maintenant, au)]


def _cles_de_ses_dossiers(requete: Requete, maintenant: datetime, au: date) -> QuerySet[Enfant, Any]:
    vus = porte.visibles(requete, Permission.ENFANTS_VOIR, maintenant=maintenant)
    return vus.filter(pk__in=porte.dossiers_de(requete.user.pk, au)).order_by().values_list("pk")


_SES_DOSSIERS = ParDroits(_cles_de_ses_dossiers, genre=ValeursPreparees)


def rang(au: date) -> Case:
    """Same answer as ``rules.groupe`` on the status of the day; written flat, since it is asked of every row."""
    passee = Q(attendue=False) | Q(due_le__lt=au) | Q(due_entre_fin__lt=au)
    bornes = {"semaine": rules.fin_de_semaine(au), "mois": rules.horizon(au)}
    return Case(
        When(passee & Q(etat="en_retard", limite__lt=rules.debut_des_recents(au)), then=Value(RANGS["retard_ancien"])),
        When(passee & Q(etat="en_retard"), then=Value(RANGS["retard"])),
        When(passee & Q(etat__in=CLOS), then=None),
        When(passee & Q(etat="non_verifiable"), then=Value(RANGS["non_verifiable"])),
        When(Q(attendue=True, due_entre_debut__lt=au), then=Value(RANGS["non_verifiable"])),
        When(limite=None, then=Value(RANGS["sans_date"])),
        *(When(limite__lte=jour, then=Value(RANGS[groupe])) for groupe, jour in bornes.items()),
        default=Value(RANGS["plus_tard"]),
        output_field=IntegerField(null=True),
    )


def compter_groupes(lignes: QuerySet[Echeance]) -> dict[str, int]:
    """How many deadlines of ``ouvertes`` in each group, groups in order; one query."""
    nombres = dict(lignes.order_by().values_list("rang").annotate(n=Count("pk")))  # type: ignore[misc]  # annotated above
    return {groupe: nombres.get(rang, 0) for groupe, rang in RANGS.items()}


def du_groupe(lignes: QuerySet[Echeance], groupe: str) -> QuerySet[Echeance]:
    """Those of one group; all of them for a word that is not one."""
    return lignes.filter(rang=RANGS[groupe]) if groupe in RANGS else lignes  # type: ignore[misc]  # annotated above


def presenter(lignes: Iterable[Echeance], *, au: date) -> list[Ligne]:
    """Lines with what was said of them: one query, and one a kind of subject."""
    vues = faits.presenter(lignes, au=au)
    suivis = suivis_de([v.echeance for v in vues])
    return [_ligne(v, suivis.get(_cle(v.echeance)), au) for v in vues]


def _ligne(vue: LigneEcheance, suivi: Suivi | None, au: date) -> Ligne:
    e, s = vue.echeance, vue.situation
    groupe = rules.groupe(s.statut, e.due_le or e.due_entre_debut, au)
    jours = rules.jours_en_mots(s.jours) if groupe else ""
    return Ligne(vue, groupe, jours, rules.NATURES.get(e.nature, e.nature), suivi)


Cle = tuple[str, int, str]


def _cle(dite: Echeance | Suivi) -> Cle:
    return dite.sujet_type, dite.sujet_id, dite.code


def suivis_de(echeances: Sequence[Echeance]) -> dict[Cle, Suivi]:
    """What was said of these deadlines, by kind of subject, key and code. One query."""
    if not echeances:
        return {}
    lus = Suivi.objects.filter(
        collectivite_id__in={e.collectivite_id for e in echeances}, sujet_type__in={e.sujet_type for e in echeances},
        sujet_id__in={e.sujet_id for e in echeances}, code__in={e.code for e in echeances},
    )  # fmt: skip
    return {_cle(s): s for s in lus.select_related("motif_par", "vue_par")}


def suivi_de(echeance: Echeance) -> Suivi | None:
    """What was said of one deadline. One query."""
    return suivis_de([echeance]).get(_cle(echeance))


def actes_de(echeance: Echeance) -> list[ActeEnregistre]:
    """What was recorded on the page of a deadline, taken back or not, the latest first. One query."""
    lus = ActeEnregistre.objects.filter(
        collectivite_id=echeance.collectivite_id, sujet_type=echeance.sujet_type, sujet_id=echeance.sujet_id,
        code=echeance.code,
    )  # fmt: skip
    return list(lus.select_related("fait", "par", "annule_par").order_by("-le", "-pk"))


def filtrees(
    requete: Requete,
    criteres: Mapping[str, Any],
    *,
    au: date,
    noms: Collection[int],
    maintenant: datetime | None = None,
) -> QuerySet[Echeance]:
    """Deadlines of the perimeter that meet the criteria of ``forms.TableauForm``, with ``statut``.

    Args:
        noms: keys of the units known, for a criterion on the unit.
        maintenant: as for ``ouvertes``.
    """
    bornes = {nom: criteres[nom] for nom in ("statuts", "du", "jusqua")}
    lignes = faits.echeances(requete, au=au, maintenant=maintenant, **bornes)
    lignes = lignes.filter(_de_la_periode(criteres["periode"], au))
    if criteres["matiere"] is not None:
        lignes = lignes.filter(matiere=criteres["matiere"])
    if criteres["nature"]:
        lignes = lignes.filter(nature=criteres["nature"])
    if criteres["unite"]:
        voulue = None if criteres["unite"] == SANS_UNITE else int(criteres["unite"])
        lignes = avec_unite(lignes, noms).filter(unite=voulue)  # type: ignore[misc]  # annotated
    return lignes


def figes(criteres: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    """The criteria as ``TABLEAU`` takes them."""
    return tuple((nom, tuple(v) if isinstance(v, list) else v) for nom, v in sorted(criteres.items()))


def _tableau(
    requete: Requete, maintenant: datetime, au: date, criteres: tuple[tuple[str, Any], ...], noms: tuple[int, ...]
) -> QuerySet[Echeance]:
    return filtrees(requete, dict(criteres), au=au, noms=noms, maintenant=maintenant)


TABLEAU = ListeParDroits(_tableau, faits.lire_par_cles)
"""``filtrees``, read by pages: its arguments are the day, the criteria, the keys of the units known."""


def listees(
    requete: Requete, maintenant: datetime, au: date, criteres: Mapping[str, Any], noms: Collection[int]
) -> Suite:
    """What the page of a team lists: those of its criteria, but for what is late for more than a year."""
    periode = criteres["periode"]
    periodes = (rules.RECENTES, rules.VAGUES) if periode == rules.A_FAIRE else (periode,)
    return Suite(tuple(
        TABLEAU.pour(requete, maintenant, au, figes({**criteres, "periode": p}), tuple(noms)) for p in periodes
    ))  # fmt: skip


def avec_unite(lignes: QuerySet[Echeance], connues: Collection[int]) -> QuerySet[Echeance]:
    """Adds ``unite``, that of the child: for figures and files, not for a page that shows none."""
    return lignes if "unite" in lignes.query.annotations else lignes.annotate(unite=_unite(connues))


def _dues(debut: date, fin: date) -> Q:
    """Due between two days, both included; a vague date when any of its days is. Those without a date are not."""
    return Q(due_le__range=(debut, fin)) | Q(due_entre_debut__lte=fin, due_entre_fin__gte=debut)


def _de_la_periode(periode: str, au: date) -> Q:
    """Deadlines of one of ``rules.PERIODES``, of ``rules.RECENTES`` or of ``rules.VAGUES``."""
    if periode == rules.ANCIENNES:
        return _en_retard(au) & _anciennes(au)
    if (dates := rules.dates_montrees(periode, au)) is None:
        return Q()
    (debut, fin), recents = dates, rules.debut_des_recents(au)
    if periode == rules.RECENTES:  # one range of an index in the order of the list: its first page reads its own rows
        return Q(due_le__gte=recents) & (Q(due_le__range=dates) | _en_retard(au))
    if periode == rules.VAGUES:
        dites = Q(due_entre_debut__lte=fin, due_entre_fin__gte=debut) | _en_retard(au) & Q(due_entre_debut__gte=recents)
        sans_date = Q(etat="en_retard", due_le=None, due_entre_fin=None) & _en_retard(au)
        return Q(due_le=None, due_entre_fin__gte=recents) & dites | sans_date
    return _dues(debut, fin) | _en_retard(au) if periode == rules.A_FAIRE else _dues(debut, fin)


def _anciennes(au: date) -> Q:
    """Whose last day is more than a year old, as ``rules.groupe`` says."""
    recents = rules.debut_des_recents(au)
    return Q(due_le__lt=recents) | Q(due_le=None, due_entre_debut__lt=recents)


def _en_retard(au: date) -> Q:
    """Late on ``au``, however old: the same as the status, said so that an index finds them."""
    return Q(etat="en_retard") & (Q(attendue=False) | Q(due_le__lt=au) | Q(due_entre_fin__lt=au))


def comptees(requete: Requete, *, au: date, maintenant: datetime) -> QuerySet[Echeance]:
    """Deadlines of the children whom the agent may count: for figures only, never to be listed one by one."""
    permission = Permission.ECHEANCIER_COMPTER
    siens = porte.filtre(requete.droits, permission, agent_id=requete.user.pk, maintenant=maintenant)
    enfants = Enfant.objects.filter(siens, fusionne_dans=None)
    lignes = visibles(Echeance.objects.filter(sujet_type=ENFANT), requete=requete, permission=permission)
    unite = Enfant.objects.filter(pk=OuterRef("sujet_id")).values("unite_id")[:1]
    return faits.avec_statut(lignes.filter(sujet_id__in=enfants.values("pk")), au).annotate(unite=Subquery(unite))


def compter_ensemble(lignes: QuerySet[Echeance]) -> rules.Tenue:
    """Counts of ``comptees`` by status alone, in one query."""
    comptes = lignes.order_by().values_list("statut").annotate(n=Count("pk"))  # type: ignore[misc]  # annotated above
    return rules.bilan((statut, {}, n) for statut, n in comptes).ensemble


def compter(lignes: QuerySet[Echeance], noms: dict[int, str]) -> rules.Bilan:
    """Counts of ``comptees`` by status, team and rule, in one query."""
    return rules.bilan(
        (
            statut,
            {
                "unite": (str(unite or SANS_UNITE), noms.get(unite or 0, "Équipe non précisée")),
                "regle": (regle, f"{libelle} ({regle})"),
            },
            n,
        )
        for statut, unite, regle, libelle, n in lignes.order_by()
        .values_list("statut", "unite", "regle")  # type: ignore[misc]  # annotated above
        .annotate(nom=Min("libelle"), n=Count("pk"))
    )


def _unite(connues: Collection[int]) -> Case:
    """The unit of each deadline's child: one set of children a unit, which PostgreSQL keeps, not one search a row.

    Over a whole country the sets would be too many: there each row is searched.
    """
    if len(connues) > UNITES_EN_ENSEMBLES:
        seule = Enfant.objects.filter(pk=OuterRef("sujet_id")).order_by().values("unite_id")[:1]
        return Case(When(sujet_type=ENFANT, then=Subquery(seule)), default=None)
    siens = (
        When(sujet_type=ENFANT, sujet_id__in=Enfant.objects.filter(unite_id=u).order_by().values("pk"), then=Value(u))
        for u in connues
    )
    return Case(*siens, default=None, output_field=IntegerField(null=True))


def unites(codes: Iterable[str]) -> dict[int, str]:
    """Local units by key, for the filter and the table."""
    return {u.pk: u.nom for u in UniteLocale.objects.filter(collectivite_id__in=sorted(codes))}


def faire_bilan(lignes: QuerySet[Echeance], noms: dict[int, str], *, au: date) -> rules.Bilan:
    """Counts of ``filtrees`` by status, matter, unit and nature, and of those late for over a year, in one query."""
    cube = Counter[tuple[str, str, str, int | None]]()
    situees: QuerySet[Any] = avec_unite(lignes, noms.keys()).order_by()
    anciennes = 0
    for statut, matiere, nature, unite, n, vieilles in situees.values_list(
        "statut", "matiere", "nature", "unite"
    ).annotate(n=Count("pk"), vieilles=Count("pk", filter=_en_retard(au) & _anciennes(au))):
        cube[statut, matiere, nature, unite] += n
        anciennes += vieilles
    lu = rules.bilan(
        (
            statut,
            {
                "matiere": (matiere, nom_de_matiere(matiere)),
                "unite": (str(unite or SANS_UNITE), noms.get(unite or 0, "Unité non précisée")),
                "nature": (nature, rules.NATURES.get(nature, nature)),
            },
            n,
        )
        for (statut, matiere, nature, unite), n in cube.items()
    )
    lu.anciennes = anciennes
    return lu


def bilan_garde(
    requete: Requete, criteres: dict[str, Any], *, au: date, noms: dict[int, str], maintenant: datetime
) -> Chiffres[rules.Bilan]:  # fmt: skip
    """``faire_bilan`` of ``filtrees`` by these criteria, kept for one minute when it counts many deadlines."""
    qui = None if porte.sans_reserve(requete.droits, Permission.ENFANTS_VOIR) else requete.user.pk
    filtres = tuple(sorted((nom, str(valeur)) for nom, valeur in criteres.items()))
    return garder(
        ("bilan", requete.droits.places, requete.territoire, qui, au, filtres),
        lambda: faire_bilan(filtrees(requete, criteres, au=au, noms=noms.keys()), noms, au=au),
        combien=lambda bilan: bilan.ensemble.total, maintenant=maintenant,
    )  # fmt: skip


def nom_de_matiere(code: str) -> str:
    """The matter in words; contracts and schémas have none in the catalogue."""
    return {"": "Contrats et schémas", "local": "Règles du département"}.get(code) or matieres().get(code, code)


def a_ses_dossiers(agent: Agent, au: date) -> bool:
    """Whether the agent is a référent of some child on ``au``: her own deadlines are then those of her children."""
    return bool(_SUIT.lire(agent=agent.pk, jour=au))


_SUIT: ValeursPreparees[Any] = ValeursPreparees(
    lambda agent, jour: porte.dossiers_de(agent, jour).order_by().values_list("pk")[:1], agent="bigint", jour="date"
)
