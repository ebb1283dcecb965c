"""Lists over all the children of a place: projets and reports due, late or done, and coverage by team."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from jalons.application.acces.gate import visibles
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.acces.preparees import ListeParDroits, ParDroits
from jalons.application.enfants import porte
from jalons.application.enfants.models import Enfant
from jalons.application.faits import selectors as faits
from jalons.application.faits.models import LISTEES, Echeance
from jalons.application.projets_enfant import rules
from jalons.application.projets_enfant.models import Projet, VersionProjet
from jalons.application.projets_enfant.selectors import REGLE_ETABLIR, REGLES_ACTU
from jalons.application.socle.chiffres import Chiffres, garder
from jalons.application.socle.preparees import Preparee, TextePrepare, parmi


def enfants(requete: Requete, maintenant: datetime) -> QuerySet[Enfant]:
    """Children whose projet the agent may read."""
    permis = porte.visibles(requete, Permission.PROJETS_VOIR, maintenant=maintenant)
    return permis.filter(fusionne_dans=None)


def _des_enfants(requete: Requete, au: date, regles: Sequence[str], maintenant: datetime) -> QuerySet[Echeance]:
    lignes = Echeance.objects.filter(sujet_type="enfant", regle__in=regles)
    if porte.sans_reserve(requete.droits, Permission.PROJETS_VOIR):  # merged files are few: these are looked up instead
        lignes = lignes.exclude(sujet_id__in=Enfant.objects.exclude(fusionne_dans=None).order_by().values("pk"))
    else:
        lignes = lignes.filter(sujet_id__in=enfants(requete, maintenant).order_by().values("pk"))
    return faits.avec_statut(visibles(lignes, requete=requete, permission=Permission.PROJETS_VOIR), au)


def echeances(
    requete: Requete, *, au: date, regles: Sequence[str], statuts: Iterable[str] = (), unite: int | None = None,
    maintenant: datetime,
) -> QuerySet[Echeance]:  # fmt: skip
    """Deadlines of these rules, by date; those still to be met when no status is asked."""
    lignes = _des_enfants(requete, au, regles, maintenant)
    if voulus := list(statuts):
        lignes = lignes.filter(statut__in=voulus)  # type: ignore[misc]  # annotated
    else:
        lignes = lignes.filter(faits.a_faire(au), regle__in=LISTEES)
    if unite is not None:
        lignes = lignes.filter(sujet_id__in=Enfant.objects.filter(unite_id=unite).values("pk"))
    return lignes.order_by(F("due_le").asc(nulls_last=True), "id")


def _lister(
    requete: Requete, maintenant: datetime, au: date, regles: tuple[str, ...], statuts: tuple[str, ...]
) -> QuerySet[Echeance]:
    return echeances(requete, au=au, regles=regles, statuts=statuts, maintenant=maintenant)


LISTE = ListeParDroits(_lister, faits.lire_par_cles)
"""``echeances``, read by pages: its arguments are the day, the rules, the statuses."""


def avec_enfants(lignes: Iterable[Echeance], *, au: date) -> list[tuple[Any, Enfant | None]]:
    """Each deadline of a page of ``LISTE``, with its situation and its child. One query."""
    lues = faits.presenter_sans_sujet(lignes, au=au)
    cles = [x.echeance.sujet_id for x in lues]
    par_cle = {e.pk: e for e in _ENFANTS.lire(cles=cles)} if cles else {}
    return [(ligne, par_cle.get(ligne.echeance.sujet_id)) for ligne in lues]


_ENFANTS = Preparee(
    lambda cles: Enfant.objects.filter(parmi("pk", cles)).select_related("unite").order_by(), cles="bigint[]"
)


# Children in the same case are counted together by the base: a département has more children than it has cases.
_COUVERTURE = """
    SELECT coalesce(c.equipe, ''), d.dues, d.actualisations, coalesce(p.etat, ''), coalesce(p.signe, false), count(*)
    FROM (
        SELECT sujet_id,
            coalesce(array_agg(DISTINCT statut) FILTER (WHERE regle = %s), '{{}}') AS dues,
            coalesce(array_agg(DISTINCT statut) FILTER (WHERE regle <> %s), '{{}}') AS actualisations
        FROM ({echeances}) e GROUP BY sujet_id
    ) d
    JOIN ({enfants}) c ON c.pk = d.sujet_id
    LEFT JOIN ({projets}) p ON p.enfant_id = d.sujet_id
    GROUP BY 1, 2, 3, 4, 5"""


def couverture_gardee(requete: Requete, *, au: date, maintenant: datetime) -> Chiffres[list[rules.Couverture]]:
    """``couverture``, kept for one minute when it is that of many children."""
    droits, voit = requete.droits, Permission.PROJETS_VOIR
    qui = None if porte.sans_reserve(droits, voit) else requete.user.pk
    return garder(
        ("couverture", droits.places_avec(voit), droits.perimetre(voit), requete.territoire, qui, au),
        lambda: couverture(requete, au=au, maintenant=maintenant),
        combien=_enfants_comptes, maintenant=maintenant,
    )  # fmt: skip


def _enfants_comptes(equipes: list[rules.Couverture]) -> int:
    tous = rules.total(equipes)
    return tous.etablis.oui + tous.etablis.non + tous.etablis.inconnu + tous.dans_le_delai


def couverture(requete: Requete, *, au: date, maintenant: datetime) -> list[rules.Couverture]:
    """Coverage by local unit, for the children of the agent's place. One query."""
    return rules.couverture(
        rules.Suivi(equipe, tuple(dues), tuple(actu), etat, signe, nombre)
        for equipe, dues, actu, etat, signe, nombre in _CAS.lire(requete, maintenant, au)
    )


def _cas(requete: Requete, maintenant: datetime, au: date) -> tuple[str, list[Any]]:
    signes = VersionProjet.objects.filter(projet=OuterRef("pk"))
    regles = (REGLE_ETABLIR, *REGLES_ACTU)
    parties: dict[str, QuerySet[Any, Any]] = {
        "echeances": _des_enfants(requete, au, regles, maintenant).values("sujet_id", "regle", "statut"),  # type: ignore[misc]  # annotated
        "enfants": enfants(requete, maintenant).annotate(equipe=F("unite__nom")).values("pk", "equipe"),
        "projets": Projet.objects.exclude(etat=Projet.Etat.CLOS).annotate(signe=Exists(signes))
        .values("enfant_id", "etat", "signe"),
    }  # fmt: skip
    textes = {nom: lignes.order_by().query.sql_with_params() for nom, lignes in parties.items()}
    valeurs = [REGLE_ETABLIR, REGLE_ETABLIR, *(v for _, siennes in textes.values() for v in siennes)]
    return _COUVERTURE.format(**{nom: texte for nom, (texte, _) in textes.items()}), valeurs


_CAS = ParDroits(_cas, genre=TextePrepare)
