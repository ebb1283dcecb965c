"""Targets read in a document, written among the indicators of the département. What agents have fixed stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError

from jalons.application.acces.models import Agent
from jalons.application.indicateurs import services as indicateurs
from jalons.application.indicateurs.models import Cible, Indicateur
from jalons.application.relecture.models import Relecture
from jalons.application.relecture.normalisation import annee_seule, en_nombre
from jalons.application.relecture.rules import Lu
from jalons.droit import unites
from jalons.noyau.differences import Difference
from jalons.noyau.saisie import EntreeRefusee, Faute
from jalons.noyau.textes import cle_tri


@dataclass(frozen=True, slots=True)
class CibleLue:
    """A target retained, ready to be written.

    Attributes:
        unite: a code of the catalogue when the words designate one, else the words.
    """

    cle: int
    indicateur: str
    annee: int
    valeur: Decimal
    unite: str


def cibles_lues(retenus: Iterable[Lu]) -> list[CibleLue]:
    """The targets that can be written: those of a year. One without a year waits in the review."""
    return list(_cibles(retenus))


def _cibles(retenus: Iterable[Lu]) -> Iterator[CibleLue]:
    for x in retenus:
        annee, valeur = annee_seule(x.periode), en_nombre(x.valeur)
        if x.genre == "cible" and not x.importe and annee and valeur is not None:
            yield CibleLue(x.cle, x.texte, annee, valeur, unite_du_catalogue(x.unite))


def unite_du_catalogue(mots: str) -> str:
    """The code of a unit of the catalogue that these words say, else the words themselves; "nombre" for none.

    >>> unite_du_catalogue("%"), unite_du_catalogue("visites"), unite_du_catalogue("ans"), unite_du_catalogue("")
    ('pourcent', 'visites', 'annees', 'nombre')
    """
    plat = cle_tri(mots).strip()
    for code, unite in unites().items():
        if mots and (mots == unite.symbole or plat in (code, cle_tri(unite.libelle).strip())):
            return code
    return mots.strip()[:40] or "nombre"


def ecrire_cibles(relecture: Relecture, retenus: Iterable[Lu], par: Agent | None) -> int:
    """Write the targets that nobody has fixed yet; how many. An indicator that does not exist is defined.

    Must run in a transaction, that the exception undoes.

    Raises:
        EntreeRefusee: every target that cannot be one.
    """
    connus, fautes, ecrites = indicateurs_connus(relecture), list[Faute](), 0
    for c in _neuves(relecture, cibles_lues(retenus), connus):
        try:
            nom = cle_tri(c.indicateur)
            if nom not in connus:
                connus[nom] = indicateurs.creer(
                    collectivite=relecture.collectivite_id, par=par, libelle=c.indicateur, unite=c.unite
                )
            indicateurs.fixer_cible(
                indicateur=connus[nom], annee=c.annee, valeur=c.valeur, par=par,
                commentaire=f"Lu dans « {relecture.nom} ».",
            )  # fmt: skip
            ecrites += 1
        except ValidationError as refus:
            fautes += [Faute("sections", f"Cible « {c.indicateur} » : {m}", str(c.valeur)) for m in refus.messages]
    if fautes:
        raise EntreeRefusee(fautes, quoi="l'import")
    return ecrites


def previsualiser_cibles(relecture: Relecture, retenus: Iterable[Lu]) -> list[Difference]:
    """What writing these targets would add."""
    neuves = _neuves(relecture, cibles_lues(retenus), indicateurs_connus(relecture))
    return [Difference(("Cibles d'indicateurs", c.indicateur, str(c.annee)), None, str(c.valeur)) for c in neuves]


def indicateurs_connus(relecture: Relecture) -> dict[str, Indicateur]:
    """The indicators of the département, by name."""
    siens = Indicateur.objects.filter(collectivite_id=relecture.collectivite_id, archive=False).order_by("-pk")
    return {cle_tri(i.libelle): i for i in siens}


def _neuves(relecture: Relecture, lues: Iterable[CibleLue], connus: dict[str, Indicateur]) -> list[CibleLue]:
    """The targets of years that have none, each once: the first that the document gives."""
    fixees = set(Cible.objects.filter(collectivite_id=relecture.collectivite_id).values_list("indicateur_id", "annee"))
    neuves: dict[tuple[str, int], CibleLue] = {}
    for c in lues:
        deja = connus.get(cle_tri(c.indicateur))
        if deja is None or (deja.pk, c.annee) not in fixees:
            neuves.setdefault((cle_tri(c.indicateur), c.annee), c)
    return list(neuves.values())
