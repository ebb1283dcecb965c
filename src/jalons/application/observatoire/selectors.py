"""Reads: the registers as chains, the last run, what an agent may read of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import polars as pl
from django.db.models import Min

from jalons.application.acces.droits import Droits
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Niveau, Permission
from jalons.application.crip.models import EnfantConcerne, Information, Passage, Situation
from jalons.application.enfants import porte
from jalons.application.enfants.models import Enfant
from jalons.application.mesures.models import Mesure
from jalons.application.observatoire import extraction
from jalons.application.observatoire.models import Calcul
from jalons.application.projets_enfant.models import Projet, VersionProjet
from jalons.application.territoires.models import UniteLocale

SERVI = frozenset({Niveau.NATION, Niveau.REGION, Niveau.COLLECTIVITE})
"""Levels of a place from which a whole collectivité is read."""


def chaines(collectivite: str) -> pl.DataFrame:
    """The chains of a collectivité, as its registers stand. Eight queries, whatever their size."""
    return extraction.chaines(
        _enfants(collectivite), _situations(collectivite), _mesures(collectivite), _projets(collectivite)
    )


def _enfants(code: str) -> list[extraction.Enfant]:
    lus = Enfant.objects.filter(collectivite_id=code).order_by("pk")
    return [
        extraction.Enfant(*ligne)
        for ligne in lus.values_list("pk", "naissance", "decede_le", "unite_id", "fusionne_dans_id")
    ]


def _situations(code: str) -> list[extraction.Situation]:
    ici = {"collectivite_id": code}
    enfants: dict[int, list[int]] = defaultdict(list)
    for situation, enfant in (
        EnfantConcerne.objects.filter(**ici).order_by("pk").values_list("situation_id", "enfant_id")
    ):
        enfants[situation].append(enfant)
    actes: dict[int, dict[str, date]] = defaultdict(dict)
    premiers = Passage.objects.filter(**ici).order_by().values_list("situation_id", "acte").annotate(jour=Min("le"))
    for situation, acte, jour in premiers:
        actes[situation][acte] = jour
    origines = dict(Information.objects.filter(rang=1, **ici).order_by().values_list("situation_id", "origine"))
    lues = Situation.objects.filter(**ici).order_by("pk").values_list("pk", "ouverte_le", "etat", "unite_id")
    return [
        extraction.Situation(cle, jour, etat, unite, origines.get(cle), tuple(enfants[cle]), actes[cle])
        for cle, jour, etat, unite in lues
    ]


def _mesures(code: str) -> list[extraction.Mesure]:
    champs = (
        "pk", "enfant_id", "nature", "origine", "unite_id", "decidee_le", "premiere_notification_le", "debut_le",
        "fin_le",
    )  # fmt: skip
    lues = Mesure.objects.filter(collectivite_id=code, annulee_le=None).order_by("pk")
    return [extraction.Mesure(*ligne) for ligne in lues.values_list(*champs)]


def _projets(code: str) -> list[extraction.Projet]:
    """First versions: those signed are frozen; the others are on the projet itself."""
    premieres = VersionProjet.objects.filter(collectivite_id=code, avenant=0).order_by()
    figees = {p: (etabli, signe) for p, etabli, signe in premieres.values_list("projet_id", "etabli_le", "signe_le")}
    lus = Projet.objects.filter(collectivite_id=code).exclude(motif_cloture=Projet.Cloture.ERREUR).order_by("pk")
    return [
        extraction.Projet(enfant, *figees.get(cle, (etabli, signe) if avenant == 0 else (None, None)), clos)
        for cle, enfant, avenant, etabli, signe, clos in lus.values_list(
            "pk", "enfant_id", "avenant", "etabli_le", "signe_le", "clos_le"
        )
    ]


def a_des_registres(collectivite: str) -> bool:
    """Whether anything was recorded from which a chain may come."""
    ici = {"collectivite_id": collectivite}
    return Situation.objects.filter(**ici).exists() or Mesure.objects.filter(**ici).exists()


def dernier(collectivite: str) -> Calcul | None:
    """The last run that ended, without its extract. One query."""
    faits = Calcul.objects.filter(collectivite_id=collectivite, genre=Calcul.Genre.DELAIS, etat=Calcul.Etat.FAIT)
    return faits.defer("extrait", "comptees", "vues").select_related("par").order_by("-fini_le", "-pk").first()


def en_cours(collectivite: str) -> Calcul | None:
    """The run that is asked or under way, if any. One query."""
    vifs = [Calcul.Etat.DEMANDE, Calcul.Etat.EN_COURS]
    lus = Calcul.objects.filter(collectivite_id=collectivite, genre=Calcul.Genre.DELAIS, etat__in=vifs)
    return lus.defer("extrait", "comptees", "resultats", "vues").first()


def extrait(calcul: Calcul) -> bytes:
    """The waits of a run; empty when a later one has replaced it. One query."""
    lu = Calcul.objects.filter(pk=calcul.pk, collectivite_id=calcul.collectivite_id).values_list("extrait", flat=True)
    return bytes(lu.get() or b"")


def vue(calcul: Calcul, *chemin: str) -> Any:
    """A part of the views that the run has prepared: ``vue(calcul, "points", "evaluation")``; ``None`` without them.

    One query, which carries that part only.
    """
    if not chemin or not all(morceau.isidentifier() for morceau in chemin):
        raise ValueError(f"No view is at {chemin!r}.")
    lu = Calcul.objects.filter(pk=calcul.pk, collectivite_id=calcul.collectivite_id)
    return lu.values_list("__".join(("vues", *chemin)), flat=True).get()


def collectivite_lue(requete: Requete) -> str:
    """The collectivité whose chain is shown: the one chosen, else the first one where the agent may read it."""
    codes = requete.droits.perimetre(Permission.OBSERVATOIRE_VOIR)
    return requete.territoire if requete.territoire in codes else min(codes)


def unites(collectivite: str) -> list[UniteLocale]:
    """Local units of a collectivité, by name. One query."""
    return list(UniteLocale.objects.filter(collectivite_id=collectivite).order_by("nom"))


def unites_permises(droits: Droits, collectivite: str, connues: Iterable[UniteLocale]) -> frozenset[str] | None:
    """The units to which the agent is narrowed (with those under hers); ``None``: the whole collectivité.

    Empty when the right is held through something else than a place of figures (own caseload): nothing is shown.
    """
    places = [p for p in droits.places_avec(Permission.OBSERVATOIRE_VOIR) if collectivite in p.collectivites]
    if any(p.niveau in SERVI for p in places):
        return None
    siennes = {p.unite for p in places if p.niveau is Niveau.UNITE}
    return frozenset(str(u.pk) for u in connues if u.pk in siennes or u.parent_id in siennes)


def lisibles(requete: Requete, enfants: Iterable[int], maintenant: datetime) -> dict[int, Enfant]:
    """Those of these children whose file the agent may open. One query."""
    permis = porte.visibles(requete, Permission.ENFANTS_VOIR, maintenant=maintenant)
    return {e.pk: e for e in permis.filter(pk__in=list(enfants)).only("pk", "numero", "collectivite")}
