"""The one place where an address becomes text. A protected address is masked unless its reader is entitled.

No other module reads ``models.Adresse`` (``tests/test_adresses.py`` proves it): a page, a document, an export, a
search or a message receives ``AdresseLue``, which holds nothing of what is masked, the commune included.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import F, Q, QuerySet
from django.http import Http404

from jalons.application.acces.permissions import Permission
from jalons.application.enfants import domiciles as domaine
from jalons.application.enfants.domiciles import AdresseVue, Point, mesurables
from jalons.application.enfants.models import Adresse, Enfant, LienFamilial, MembreFoyer, ZoneInterdite
from jalons.application.socle.lignes import lire_lignes
from jalons.application.socle.preparees import Parametre, Preparee

MASQUE = "Adresse protégée"
ENTREE = "une adresse"
"""What a history may say of an address: that it changed, never what it was."""


@dataclass(frozen=True, slots=True)
class AdresseLue:
    """An address as a given reader may see it.

    Attributes:
        de: whose it is: "enfant", "foyer" or "personne", with its key in ``de_pk``.
        lignes: what is written on an envelope; only ``MASQUE`` when it is masked.
        motif: why it is protected; empty when it is masked.
    """

    pk: int
    de: str
    de_pk: int
    lignes: tuple[str, ...]
    protegee: bool
    masquee: bool
    motif: str = ""
    debut: date | None = None
    fin: date | None = None

    def __str__(self) -> str:
        return ", ".join(self.lignes)


def lire(enfant: Enfant, *, tenues: Collection[Permission], au: date) -> list[AdresseLue]:
    """Addresses where the child may be found on ``au``: his own, those of his household, of the adults around him.

    Args:
        tenues: permissions of the reader on this very child (``porte.permissions_sur``).
    """
    return [_lire(a, habilite=peut_lire_protegee(tenues)) for a in _AUTOUR.lire(enfant=enfant.pk, au=au)]


def _autour(enfant: Parametre, au: Parametre) -> QuerySet[Adresse]:
    adultes = LienFamilial.objects.filter(enfant=enfant).values("personne_id")
    foyers = MembreFoyer.objects.filter(Q(fin=None) | Q(fin__gte=au), enfant=enfant).values("foyer_id")
    # three searches by their keys: joined by "or" they would read the addresses of everybody
    siennes, *autres = (
        Adresse.objects.filter(condition).order_by().values_list("pk", flat=True)
        for condition in (Q(enfant=enfant), Q(personne_id__in=adultes), Q(foyer_id__in=foyers))
    )
    return Adresse.objects.filter(Q(fin=None) | Q(fin__gte=au), pk__in=siennes.union(*autres))


_AUTOUR = Preparee(_autour, enfant="bigint", au="date")


def peut_lire_protegee(tenues: Collection[Permission]) -> bool:
    """Whether these permissions let a reader see a protected address."""
    return Permission.ENFANTS_ADRESSE_PROTEGEE in tenues


def champs(adresse: Adresse, *, tenues: Collection[Permission]) -> dict[str, object]:
    """The fields of an address for its form, and for the comparison of two texts: nothing when it is masked."""
    if adresse.protegee and not peut_lire_protegee(tenues):
        return {}
    return {c: getattr(adresse, c) for c in ("voie", "complement", "code_postal", "ville", "latitude", "longitude",
                                             "protegee", "motif_protection", "debut", "fin")}  # fmt: skip


def courant(adresse: Adresse | None, *, tenues: Collection[Permission]) -> tuple[int, dict[str, object]]:
    """Version and fields of an address as it stands now, for this reader; nothing for one not yet entered."""
    if adresse is None:
        return 0, {}
    fraiche = Adresse.objects.get(pk=adresse.pk)
    return fraiche.version, champs(fraiche, tenues=tenues)


def exiger(enfant: Enfant, pk: int, *, tenues: Collection[Permission]) -> Adresse:
    """The address ``pk`` of the child, of his households or of the adults around him, to change it.

    Raises:
        Http404: it is none of those.
        PermissionDenied: it is protected and the reader may not see it.
    """
    adultes = LienFamilial.objects.filter(enfant=enfant).values("personne_id")
    foyers = MembreFoyer.objects.filter(enfant=enfant).values("foyer_id")
    siennes = Q(enfant=enfant) | Q(personne_id__in=adultes) | Q(foyer_id__in=foyers)
    trouvee = Adresse.objects.filter(siennes, pk=pk).first()
    if trouvee is None:
        raise Http404("Cette adresse n'est pas de ce dossier.")
    if trouvee.protegee and not peut_lire_protegee(tenues):
        raise PermissionDenied(f"Cet acte demande le droit « {Permission.ENFANTS_ADRESSE_PROTEGEE.libelle} ».")
    return trouvee


PARENTS = (LienFamilial.Lien.MERE, LienFamilial.Lien.PERE, LienFamilial.Lien.PARENT)
"""Whose homes a place is better near to."""


def domiciles(cles: Iterable[int], au: date) -> dict[int, tuple[Point, ...]]:
    """The homes of the parents of each of these children, in force on ``au``, that may be measured from.

    Nothing of a protected address comes out, whoever asks: see ``domiciles.mesurables``. One query.
    """
    return mesurables(*_releve(cles, au))


def caches(cles: Iterable[int], au: date) -> set[int]:
    """Those of these children of whom a home may not be measured from, so that what was before is not shown.

    One query.
    """
    return domaine.caches(*_releve(cles, au))


def _releve(cles: Iterable[int], au: date) -> tuple[list[tuple[int, int]], list[tuple[int, int]], list[AdresseVue]]:
    """Children and parents, households and adults, addresses in force around these children. One query."""
    enfants = sorted(set(cles))
    liens = LienFamilial.objects.filter(enfant_id__in=enfants, lien__in=PARENTS).exclude(
        autorite_parentale=LienFamilial.Autorite.RETIREE
    )
    en_cours = Q(fin=None) | Q(fin__gte=au)
    # every household ever shared: who left it last week may still be found there
    chez = MembreFoyer.objects.filter(personne_id__in=liens.values("personne_id")).values("foyer_id")
    membres = MembreFoyer.objects.filter(foyer_id__in=chez, personne__isnull=False)
    adresses = Adresse.objects.filter(en_cours).filter(
        Q(enfant_id__in=enfants)
        | Q(foyer_id__in=chez)
        | Q(personne_id__in=liens.values("personne_id"))
        | Q(personne_id__in=membres.values("personne_id"))
    )
    lues = lire_lignes({
        "liens": liens.values("enfant_id", "personne_id"),
        "membres": membres.values("foyer_id", "personne_id"),
        "adresses": adresses.annotate(
            epci=F("commune__epci_id"), departement=F("commune__departement_id")
        ).values("id", "enfant_id", "personne_id", "foyer_id", "protegee", "commune_id", "epci", "departement",
                 "latitude", "longitude"),
    })  # fmt: skip
    vues = [
        AdresseVue(
            x["enfant_id"], x["personne_id"], x["foyer_id"], x["protegee"], x["commune_id"], x["epci"],
            x["departement"], _degres(x["latitude"]), _degres(x["longitude"]),
        )
        for x in sorted(lues["adresses"], key=lambda x: int(x["id"]))
    ]  # fmt: skip
    liens_lus = sorted({(x["enfant_id"], x["personne_id"]) for x in lues["liens"]})
    return liens_lus, sorted({(x["foyer_id"], x["personne_id"]) for x in lues["membres"]}), vues


ZONE_MASQUEE = "Zone interdite"


def dire_zone(zone: ZoneInterdite, *, tenues: Collection[Permission]) -> tuple[str, str]:
    """Where a forbidden zone is and why, for this reader: it may be drawn around a protected address."""
    if not peut_lire_protegee(tenues):
        return ZONE_MASQUEE, ""
    if zone.commune_id is not None:
        return f"Commune {zone.commune or zone.commune_id}", zone.motif
    return f"{zone.rayon_km} km autour de {zone.latitude} ; {zone.longitude}", zone.motif


def _degres(valeur: object) -> float | None:
    return None if valeur is None else float(str(valeur))


def _lire(adresse: Adresse, *, habilite: bool) -> AdresseLue:
    masquee = adresse.protegee and not habilite
    ville = f"{adresse.code_postal} {adresse.ville}".strip()
    lignes = tuple(x for x in (adresse.voie, adresse.complement, ville) if x)
    de, de_pk = next(
        (nom, cle)
        for nom, cle in (
            ("enfant", adresse.enfant_id), ("foyer", adresse.foyer_id), ("personne", adresse.personne_id),
        )
        if cle is not None
    )  # fmt: skip
    return AdresseLue(
        pk=adresse.pk, de=de, de_pk=de_pk, lignes=(MASQUE,) if masquee else lignes or ("Adresse non précisée",),
        protegee=adresse.protegee, masquee=masquee, motif="" if masquee else adresse.motif_protection,
        debut=None if masquee else adresse.debut, fin=None if masquee else adresse.fin,
    )  # fmt: skip
