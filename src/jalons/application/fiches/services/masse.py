"""One change on many fiches: shown first, then made on all of them or on none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypedDict

from django.db import transaction

from jalons.application.acces.models import Agent
from jalons.application.fiches.models import Fiche, Intervenant
from jalons.application.fiches.services.edition import ChampsModifiables, poser
from jalons.application.fiches.services.verrou import VersionDepassee, conclure
from jalons.noyau.dates import DateCivile
from jalons.noyau.saisie import EntreeRefusee, Faute


class ChangementDeMasse(TypedDict, total=False):
    """What is changed on every fiche; a key that is absent changes nothing."""

    statut: str
    blocage: str
    debut: DateCivile
    fin: DateCivile
    pilote: str


LIBELLES = {
    "statut": "Statut", "avancement": "Avancement", "blocage": "Point de blocage", "debut": "Début", "fin": "Fin",
    "pilote": "Pilote",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Apercu:
    """What would become of one fiche: label, before, after; and why it is refused."""

    fiche: Fiche
    changements: tuple[tuple[str, str, str], ...]
    fautes: tuple[Faute, ...] = field(default=())


def apercevoir(*, fiches: Iterable[Fiche], changement: ChangementDeMasse) -> list[Apercu]:
    """What ``changement`` would do on each fiche; nothing is written.

    Args:
        fiches: with ``intervenants`` prefetched.
    """
    return [_apercu(fiche, changement) for fiche in fiches]


def _apercu(fiche: Fiche, changement: ChangementDeMasse) -> Apercu:
    avant = _vue(fiche)
    avant["pilote"] = ", ".join(i.nom for i in fiche.intervenants.all() if i.role == Intervenant.Role.PILOTE)
    refus: list[Faute] = []
    try:
        poser(fiche, _champs(changement))
    except EntreeRefusee as refusee:
        refus = refusee.fautes
    apres = _vue(fiche) | {"pilote": changement.get("pilote", avant["pilote"])}
    lignes = tuple((LIBELLES[c], avant[c], apres[c]) for c in LIBELLES if avant[c] != apres[c])
    return Apercu(fiche, lignes, tuple(refus))


def _vue(fiche: Fiche) -> dict[str, str]:
    return {
        "statut": fiche.get_statut_display(),
        "avancement": "inconnu" if fiche.avancement is None else f"{fiche.avancement} %",
        "blocage": fiche.blocage,
        "debut": str(fiche.debut or ""),
        "fin": str(fiche.fin or ""),
    }


def _champs(changement: ChangementDeMasse) -> ChampsModifiables:
    champs: ChampsModifiables = {}
    if "statut" in changement:
        champs["statut"] = changement["statut"]
    if "blocage" in changement:
        champs["blocage"] = changement["blocage"]
    if "debut" in changement:
        champs["debut"] = changement["debut"]
    if "fin" in changement:
        champs["fin"] = changement["fin"]
    return champs


@transaction.atomic
def modifier_en_masse(*, versions: Mapping[int, int], changement: ChangementDeMasse, par: Agent | None) -> int:
    """Make ``changement`` on all the fiches, or on none.

    Args:
        versions: key of each fiche → version that was shown.

    Returns:
        How many fiches were changed.

    Raises:
        EntreeRefusee: at least one fiche refuses; each fault names its fiche. Nothing is written.
        VersionDepassee: one of them was saved since it was shown; nothing is written.
    """
    fiches = list(Fiche.objects.select_for_update(of=("self",)).filter(pk__in=versions).order_by("pk"))
    depassees = [f for f in fiches if f.version != versions[f.pk]]
    if depassees:
        raise VersionDepassee(versions[depassees[0].pk], depassees[0].version)
    refus: list[Faute] = []
    for fiche in fiches:
        try:
            poser(fiche, _champs(changement))
        except EntreeRefusee as refusee:
            refus += [Faute(f"« {fiche.titre} »", f.message, f.recu, f.attendu) for f in refusee.fautes]
    if refus or not fiches:
        raise EntreeRefusee(refus or [Faute("", "Aucune fiche n'est choisie.")], quoi="le changement")
    if "pilote" in changement:
        _donner_le_pilote(fiches, changement["pilote"])
    for fiche in fiches:
        conclure(fiche, acte="modifier_en_masse", par=par, champs=sorted(changement))
    return len(fiches)


def _donner_le_pilote(fiches: list[Fiche], nom: str) -> None:
    """``nom`` becomes the pilote of each fiche: the first one is renamed, the others are taken away."""
    for fiche in fiches:
        premier, *autres = [*Intervenant.objects.filter(fiche=fiche, role=Intervenant.Role.PILOTE), None]
        if premier is None:
            Intervenant.objects.create(
                collectivite_id=fiche.collectivite_id, fiche=fiche, role=Intervenant.Role.PILOTE, nom=nom
            )
            continue
        for autre in autres:
            if autre is not None:
                autre.delete()
        if premier.nom != nom:
            premier.nom, premier.agent = nom, None
            premier.save(update_fields=["nom", "agent"])
