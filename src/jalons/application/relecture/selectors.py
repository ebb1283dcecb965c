"""Reads: the documents of a perimeter, one document, its elements, one page of its text, where a fiche comes from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.http import Http404

from jalons.application.acces.gate import exiger, obtenir, visibles
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.fiches.models import Fiche
from jalons.application.relecture.models import (
    COLONNES,
    DecisionLue,
    ElementLu,
    Etiquette,
    FicheLue,
    PageLue,
    Relecture,
)
from jalons.application.relecture.passages import PageTexte, surligner
from jalons.application.relecture.rules import Lu
from jalons.application.relecture.suivi import Suivi

RELIRE = Permission.RELECTURE_RELIRE
SILENCE = timedelta(minutes=15)
"""Without a word of its job for so long, a reading is held to be stopped."""


def liste(requete: Requete) -> QuerySet[Relecture]:
    """The documents that the agent may review, the latest first, without those set aside."""
    lues = visibles(Relecture.objects.exclude(etat=Relecture.Etat.ECARTE), requete=requete, permission=RELIRE)
    return lues.defer("ecarts", "fautes").select_related("par", "cadre").order_by("-depose_le", "-pk")


def ouvrable(requete: Requete, pk: int, faire: Mapping[str, Permission] | None = None) -> Relecture:
    """The document ``pk``, for an agent who may review it; 404 outside her perimeter.

    Args:
        faire: the right that the act asks for, by nature of document; 403 without it.
    """
    lue = obtenir(Relecture.objects.select_related("par", "cadre"), requete=requete, voir=RELIRE, pk=pk)
    if faire and lue.nature in faire:
        exiger(requete, faire[lue.nature], lue.collectivite_id)
    return lue


def elements(relecture: Relecture) -> list[Lu]:
    """Every element of a document, as it stands. One query."""
    lues = ElementLu.objects.filter(relecture=relecture, collectivite_id=relecture.collectivite_id)
    champs = ("pk", "rang", "parent_id", "importe_le", *COLONNES)
    return [
        Lu(cle, rang, parent=parent, importe=importe is not None, **dict(zip(COLONNES, reste, strict=True)))
        for cle, rang, parent, importe, *reste in lues.order_by("rang", "pk").values_list(*champs)
    ]


def element(relecture: Relecture, pk: int) -> ElementLu:
    """One element of a document. One query.

    Raises:
        Http404: the document has no such element.
    """
    lu = ElementLu.objects.filter(relecture=relecture, collectivite_id=relecture.collectivite_id, pk=pk).first()
    if lu is None:
        raise Http404("Cet élément n'est pas de ce document.")
    return lu


def page(relecture: Relecture, numero: int, *, debut: int = 0, fin: int = 0) -> PageTexte:
    """One page of the text, the passage marked; the first page when there is none of that number. One query."""
    bornee = max(1, min(numero, relecture.nombre_pages or 1))
    lue = PageLue.objects.filter(
        relecture=relecture, collectivite_id=relecture.collectivite_id, numero=bornee
    ).first()  # fmt: skip
    if lue is None:
        return PageTexte(bornee)
    return PageTexte(bornee, surligner(lue.texte, lue.debut, debut, fin))


def derniers_actes(relecture: Relecture, nombre: int = 8) -> list[DecisionLue]:
    """The last acts that can be undone, one decision for each, the latest first. One query."""
    lues = DecisionLue.objects.filter(
        relecture=relecture, collectivite_id=relecture.collectivite_id, annulee_le=None
    ).select_related("element", "par")  # fmt: skip
    return list(lues.order_by("-lot", "pk").distinct("lot")[:nombre])


def arretee(relecture: Relecture, maintenant: datetime) -> bool:
    """Whether the reading seems stopped: nothing was heard of it for ``SILENCE``."""
    dite = (relecture.vivant_le or relecture.depose_le).timestamp()
    return maintenant.timestamp() - max(dite, Suivi(relecture).vivant()) > SILENCE.total_seconds()


def provenances(fiche: Fiche) -> list[FicheLue]:
    """The documents that gave a fiche, the latest first. One query."""
    lues = FicheLue.objects.filter(fiche=fiche, collectivite_id=fiche.collectivite_id)
    champs = ("relecture__nom", "relecture__nombre_pages", "element__page", "element__debut", "element__fin")
    return list(
        lues.select_related("relecture", "element").only("fiche_id", "collectivite_id", *champs).order_by("-pk")
    )


def etiquettes_retenues(collectivite: str) -> list[tuple[str, str]]:
    """Kind and words of each label of a département. One query."""
    lues = Etiquette.objects.filter(collectivite=collectivite, retiree_le=None)
    return list(lues.values_list("genre", "texte"))


def etiquettes(requete: Requete) -> QuerySet[Etiquette]:
    """The labels of the perimeter."""
    lues = visibles(Etiquette.objects.filter(retiree_le=None), requete=requete, permission=RELIRE)
    return lues.select_related("par").order_by("collectivite", "genre", "texte")
