"""From a review to the base: what is retained of the sections chosen becomes a schéma or a contract.

What was imported before stays in the file that the importer receives: importing the rest adds, importing again changes
nothing, and what agents wrote meanwhile is kept (ADR 0024).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from jalons.application.acces.models import Agent
from jalons.application.contrats import services as contrats
from jalons.application.contrats.dossier import DossierContrat
from jalons.application.contrats.models import Contrat
from jalons.application.fiches.models import Cadre, Placement
from jalons.application.fiches.services.importation import exiger_un_titre_libre, refuser_un_titre_pris
from jalons.application.relecture.arrivee import Laisse, arrives, laisses
from jalons.application.relecture.assemblage import (
    assembler_contrat,
    assembler_schema,
    contenus_des_fiches,
    fixer_les_numeros,
)
from jalons.application.relecture.models import ElementLu, FicheLue, Relecture
from jalons.application.relecture.presentation import phrases
from jalons.application.relecture.rules import Lu, Section, sections, trop_longs
from jalons.application.relecture.services.cibles import ecrire_cibles, previsualiser_cibles
from jalons.application.relecture.services.contenu import remplir
from jalons.application.relecture.services.depot import QUOI
from jalons.application.relecture.services.mesures import ecrire_indicateurs, previsualiser_indicateurs
from jalons.application.relecture.services.montants import ecrire_montants, previsualiser_montants
from jalons.application.schema import services as schemas
from jalons.application.schema.dossier import DossierSchema
from jalons.application.schema.models import Schema
from jalons.application.socle.journal import journaliser
from jalons.application.socle.version import verrouiller
from jalons.noyau.dates import DateCivile
from jalons.noyau.differences import Difference
from jalons.noyau.periodes import Periode
from jalons.noyau.saisie import EntreeRefusee, Faute

Nature = Relecture.Nature
SECTIONS = {
    Nature.SCHEMA.value: (
        "structure", "bilan", "date", "montant", "places", "effectif", "indicateur", "cible", "chiffre",
    ),
    Nature.CONTRAT.value: (
        "structure", "actions", "partie", "date", "montant", "places", "indicateur", "cible", "chiffre",
    ),
}  # fmt: skip
"""Sections that the file of each nature has a place for, beside fiches; or indicators, or finances."""
A_CHOISIR = frozenset({"date", "montant", "places", "chiffre"})
"""In a schéma, facts that its text quotes by hundreds: imported when somebody asks for them."""


@dataclass(frozen=True, slots=True)
class Bilan:
    """What an import did.

    Attributes:
        fiches: those created by it, or met again, by key of their element.
        nouvelles: how many were not linked to this document before.
        cibles, indicateurs, montants: targets and indicators, amounts of a schéma, that it wrote.
        laisses: what was asked for and has no place, or lacks something.
    """

    cadre: int
    fiches: dict[int, int]
    nouvelles: int
    cibles: int = 0
    indicateurs: int = 0
    montants: int = 0
    laisses: tuple[Laisse, ...] = ()


@dataclass(frozen=True, slots=True)
class Apercu:
    """What an import would do."""

    changements: list[Difference]
    laisses: list[Laisse]

    @property
    def phrases(self) -> list[str]:
        """The changes, for a reader."""
        return phrases(self.changements)


def importables(parties: Iterable[Section], nature: str) -> list[Section]:
    """The sections that an import may take."""
    return [s for s in parties if s.fiche is not None or s.cle in SECTIONS.get(nature, ())]


@transaction.atomic
def decrire(
    *, relecture: Relecture, nature: str, intitule: str, debut: DateCivile | None, fin: DateCivile | None, regime: str,
    version: int, par: Agent | None,
) -> Relecture:  # fmt: skip
    """Say what the document is: its kind, as recognised or corrected, its title, its period.

    Raises:
        VersionDepassee: a colleague acted in between.
        EntreeRefusee: it gave a schéma or a contract already, and its kind would change.
    """
    lue = verrouiller(relecture, version, quoi=QUOI)
    if lue.cadre_id is not None and nature != lue.nature:
        message = "Ce document a déjà donné des fiches : sa nature ne change plus. Déposez-le de nouveau."
        raise EntreeRefusee([Faute("nature", message, nature, lue.nature)], quoi="la description")
    lue.nature, lue.intitule, lue.debut, lue.fin, lue.regime = nature, intitule, debut, fin, regime
    lue.version += 1
    lue.save(update_fields=["nature", "intitule", "debut", "fin", "regime", "version"])
    journaliser("relecture:decrire", objet=lue, par=par, nature=nature)
    return lue


def a_choisir(section: Section, nature: str) -> bool:
    """Whether a section is imported only when somebody asks for it."""
    return nature == Nature.SCHEMA and section.cle in A_CHOISIR


def proposees(parties: Iterable[Section], nature: str) -> list[str]:
    """Keys of the sections that are proposed: those of which something is ready."""
    return [s.cle for s in parties if (s.fiche.retenu if s.fiche else s.prets > 0) and not a_choisir(s, nature)]


def previsualiser(*, relecture: Relecture, choisies: Sequence[str], sans_droit: Collection[str] = ()) -> Apercu:
    """What importing these sections would change; nothing is written.

    Args:
        sans_droit: what the agent may not write (see ``arrivee``): left aside.

    Raises:
        EntreeRefusee: every reason why it cannot be done.
    """
    retenus = _retenir(relecture, choisies, sans_droit)
    dossier, vont = _dossier(relecture, retenus), arrives(retenus, relecture.nature, sans_droit)
    aussi = [*previsualiser_indicateurs(relecture, vont), *previsualiser_cibles(relecture, vont)]
    laisses_la = laisses([x for x in retenus if not x.importe], relecture.nature, sans_droit)
    if isinstance(dossier, DossierSchema):
        schema = Schema.objects.filter(pk=relecture.cadre_id).first()
        if schema is None:
            refuser_un_titre_pris(Cadre.Nature.SCHEMA, dossier, Schema.objects.all())
        changements = schemas.previsualiser(dossier, schema=schema).changements
        return Apercu([*changements, *previsualiser_montants(relecture, vont), *aussi], laisses_la)
    contrat = Contrat.objects.filter(pk=relecture.cadre_id).first()
    if contrat is None:
        refuser_un_titre_pris(Cadre.Nature.CONTRAT, dossier, Contrat.objects.all())
    return Apercu([*contrats.previsualiser(dossier, contrat=contrat).changements, *aussi], laisses_la)


@transaction.atomic
def importer(
    *, relecture: Relecture, choisies: Sequence[str], version: int, par: Agent | None, maintenant: datetime,
    sans_droit: Collection[str] = (),
) -> Bilan:  # fmt: skip
    """Write what is retained of these sections, and what was imported before.

    Args:
        choisies: keys of sections (see ``rules.sections``).
        version: of the review, as the agent saw it.
        sans_droit: what the agent may not write (see ``arrivee``): it waits in the review.

    Raises:
        VersionDepassee: a colleague acted in between.
        EntreeRefusee: every reason why it cannot be done; nothing is written.
    """
    lue = verrouiller(relecture, version, quoi=QUOI)
    retenus = _retenir(lue, choisies, sans_droit)
    dossier, vont = _dossier(lue, retenus), arrives(retenus, lue.nature, sans_droit)
    cadre = _ecrire_le_cadre(lue, dossier, par)
    fiches, nouvelles = _relier(lue, retenus, cadre)
    if isinstance(dossier, DossierContrat):
        remplir(lue, contenus_des_fiches(retenus))
    montants = ecrire_montants(lue, cadre, vont, fiches, par) if isinstance(dossier, DossierSchema) else 0
    cibles = ecrire_cibles(lue, vont, par)
    indicateurs = ecrire_indicateurs(lue, vont, fiches, par)
    restent = tuple(laisses([x for x in retenus if not x.importe], lue.nature, sans_droit))
    _noter(lue, vont, maintenant)
    lue.cadre_id, lue.version = cadre, lue.version + 1
    lue.save(update_fields=["cadre", "version"])
    journaliser("relecture:importer", objet=lue, par=par, fiches=len(fiches), elements=len(vont))
    return Bilan(cadre, fiches, nouvelles, cibles, indicateurs, montants, restent)


def _ecrire_le_cadre(lue: Relecture, dossier: DossierSchema | DossierContrat, par: Agent | None) -> int:
    """Key of the schéma or of the contract, written: never one that this document did not make.

    Whoever is just making one of the same title is waited for first: seen free before she ends, the title would be
    hers when this document writes, and both would be mixed.
    """
    if isinstance(dossier, DossierSchema):
        schema = Schema.objects.filter(pk=lue.cadre_id).first()
        if schema is None:
            exiger_un_titre_libre(Cadre.Nature.SCHEMA, dossier, Schema.objects.all())
        return int(schemas.importer(dossier, par=par, schema=schema).pk)
    contrat = Contrat.objects.filter(pk=lue.cadre_id).first()
    if contrat is None:
        exiger_un_titre_libre(Cadre.Nature.CONTRAT, dossier, Contrat.objects.all())
    return int(contrats.importer(dossier, par=par, contrat=contrat).pk)


def _retenir(relecture: Relecture, choisies: Sequence[str], sans_droit: Collection[str]) -> list[Lu]:
    """What the file will hold, each element with its number.

    Raises:
        EntreeRefusee: no section, a fiche that waits for a decision, texts that are too long.
    """
    lus = [e.en_lu() for e in ElementLu.objects.filter(relecture=relecture)]
    prises = [s for s in importables(sections(lus), relecture.nature) if s.cle in set(choisies)]
    fautes = [
        Faute("sections", f"« {s.titre} » attend votre décision : acceptez ou corrigez son titre d'abord.", s.cle)
        for s in prises
        if s.fiche is not None and not s.fiche.retenu
    ]
    cles = {x.cle for s in prises for _, x in s.lignes}
    numeros = fixer_les_numeros(lus)
    retenus = [
        replace(x, numero=numeros.get(x.cle, x.numero)) for x in lus if x.retenu and (x.cle in cles or x.importe)
    ]
    if not retenus:
        message = "Rien n'est à importer : choisissez au moins une partie dont un élément est accepté."
        fautes.append(Faute("sections", message, "rien", "une partie"))
    fautes += [
        Faute("sections", e.message, e.objet) for e in trop_longs(arrives(retenus, relecture.nature, sans_droit))
    ]
    if fautes:
        raise EntreeRefusee(fautes, quoi="l'import")
    return retenus


def _dossier(relecture: Relecture, retenus: Sequence[Lu]) -> DossierSchema | DossierContrat:
    fautes = []
    if relecture.nature not in SECTIONS:
        message = "Dites d'abord si ce document est un schéma ou un contrat : rien d'autre ne s'importe."
        fautes.append(Faute("nature", message, relecture.get_nature_display(), "schéma ou contrat"))
    if not relecture.intitule:
        fautes.append(Faute("intitule", "Donnez d'abord l'intitulé du schéma ou du contrat.", "rien", "un intitulé"))
    periode = Periode(relecture.debut, relecture.fin) if relecture.debut and relecture.fin else None
    if relecture.nature == Nature.SCHEMA and periode is None:
        fautes.append(Faute("debut", "Donnez d'abord la période du schéma.", "rien", "un début et une fin"))
    if relecture.nature == Nature.CONTRAT and not relecture.regime:
        fautes.append(Faute("regime", "Dites d'abord le régime du contrat.", "rien", "un régime"))
    if fautes:
        raise EntreeRefusee(fautes, quoi="l'import")
    commun = {"departement": relecture.collectivite_id, "intitule": relecture.intitule, "document": relecture.nom}
    if relecture.nature == Nature.SCHEMA and periode is not None:
        return assembler_schema(retenus, periode=periode, **commun)
    return assembler_contrat(retenus, periode=periode, regime=relecture.regime, prefixe=f"lu-{relecture.pk}", **commun)


def _relier(relecture: Relecture, retenus: Sequence[Lu], cadre: int) -> tuple[dict[int, int], int]:
    """Tie each fiche to the element that gave it; the fiches by element, and how many are new."""
    places = Placement.objects.filter(cadre_id=cadre).values_list("numero", "cle", "fiche_id")
    par_numero = {str(n): f for n, _, f in places if n is not None}
    par_nom = {c: f for _, c, f in places if c}
    schema = relecture.nature == Nature.SCHEMA
    fiches: dict[int, int] = {}
    for x in retenus:
        if x.genre == "fiche" or (not schema and x.genre == "action"):
            trouvee = par_numero.get(x.numero) if schema else par_nom.get(f"lu-{relecture.pk}-{x.cle}")
            if trouvee is not None:
                fiches[x.cle] = trouvee
    connues = set(FicheLue.objects.filter(relecture=relecture).values_list("fiche_id", flat=True))
    neuves = [(e, f) for e, f in fiches.items() if f not in connues]
    FicheLue.objects.bulk_create(
        FicheLue(collectivite_id=relecture.collectivite_id, relecture=relecture, element_id=e, fiche_id=f)
        for e, f in neuves
    )
    return fiches, len(neuves)


def _noter(relecture: Relecture, retenus: Sequence[Lu], maintenant: datetime) -> None:
    """What is in the frame now, and under which number."""
    ElementLu.objects.filter(relecture=relecture, pk__in=[x.cle for x in retenus], importe_le=None).update(
        importe_le=maintenant
    )
    numeros = {x.cle: x.numero for x in retenus}
    changes = [e for e in ElementLu.objects.filter(relecture=relecture, pk__in=numeros) if e.numero != numeros[e.pk]]
    for e in changes:
        e.numero = numeros[e.pk]
    ElementLu.objects.bulk_update(changes, ["numero"], batch_size=500)
