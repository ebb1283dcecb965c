"""Acts on a schéma: create, change its structure, adopt, note the bilan of the former one."""

from __future__ import annotations

from django.db import transaction

from jalons.application.acces.models import Agent
from jalons.application.faits.selectors import faits_de
from jalons.application.faits.services import enregistrer, recalculer
from jalons.application.fiches.models import Cadre, Fiche
from jalons.application.fiches.services import placer
from jalons.application.fiches.services.importation import exiger_un_titre_libre
from jalons.application.schema import selectors
from jalons.application.schema.dossier import DossierSchema, StatutBilan
from jalons.application.schema.models import LigneBilan, Schema
from jalons.application.schema.services.ecriture import ecrire
from jalons.application.schema.structure import numero_suivant
from jalons.application.socle.journal import journaliser
from jalons.noyau.dates import DateCivile
from jalons.noyau.ecarts import RegleNonRespectee
from jalons.noyau.saisie import EntreeRefusee, Faute


@transaction.atomic
def creer(*, dossier: DossierSchema, par: Agent | None) -> Schema:
    """A new schéma, in the open perimeter.

    Raises:
        EntreeRefusee: another schéma of the collectivité has this title, or a value does not fit.
    """
    exiger_un_titre_libre(Cadre.Nature.SCHEMA, dossier, selectors.tous())
    cadre = Cadre(collectivite_id=dossier.departement, nature=Cadre.Nature.SCHEMA)
    schema = Schema(cadre=cadre, collectivite_id=dossier.departement)
    ecrire(schema, dossier, par=par)
    recalculer(sujet=schema)
    journaliser("schema:creer", objet=schema, par=par)
    return schema


@transaction.atomic
def modifier(*, schema: Schema, dossier: DossierSchema, par: Agent | None) -> int:
    """Bring the schéma to ``dossier``; the number of rows written. Raises ``EntreeRefusee``."""
    verrou = Schema.objects.select_for_update().select_related("cadre").get(pk=schema.pk)
    lignes = ecrire(verrou, dossier, par=par)
    if lignes:
        recalculer(sujet=verrou)
        journaliser("schema:modifier", objet=verrou, par=par, lignes=lignes)
    return lignes


@transaction.atomic
def rattacher(*, schema: Schema, fiche: Fiche, par: Agent | None) -> int:
    """Put a fiche of the collectivité in the schéma; its number there. Raises ``EntreeRefusee``."""
    Schema.objects.select_for_update().get(pk=schema.pk)
    numero = numero_suivant(selectors.dossier(schema))
    placer(fiche=fiche, cadre=schema.cadre, par=par, numero=numero)
    return numero


@transaction.atomic
def adopter(*, schema: Schema, le: DateCivile, par: Agent | None) -> None:
    """Record that the assembly adopted the schéma on the day ``le``; the former schéma has its successor.

    Raises:
        EntreeRefusee: it is adopted already.
        RegleNonRespectee: a confirmed rule forbids it; an unconfirmed one never does.
    """
    verrou = Schema.objects.select_for_update().select_related("cadre").get(pk=schema.pk)
    if verrou.adopte_le is not None:
        message = f"Le schéma est déjà adopté ({verrou.adopte_le}) : corrigez la date si elle est fausse."
        raise EntreeRefusee([Faute("adopte_le", message)], quoi="Adoption")
    if bloquants := [e for e in selectors.ecarts(verrou, le.fin) if e.bloque]:
        raise RegleNonRespectee(bloquants)
    verrou.adopte_le = le
    verrou.save(update_fields=["adopte_le"])
    precedent = _precedent(verrou)
    if precedent is not None and not faits_de(precedent).filter(evenement="successeur_adopte").exists():
        enregistrer(sujet=precedent, evenement="successeur_adopte", survenu_le=le, par=par)
    recalculer(sujet=verrou)
    journaliser("schema:adopter", objet=verrou, par=par)


def _precedent(schema: Schema) -> Schema | None:
    autres = selectors.tous().filter(collectivite=schema.collectivite_id, cadre__debut__lt=schema.cadre.debut)
    return autres.order_by("-cadre__debut").first()


@transaction.atomic
def noter_bilan(*, ligne: LigneBilan, statut: StatutBilan, par: Agent | None) -> None:
    """Note what became of an action of the former schéma; ``INCONNU`` is an answer.

    Raises:
        EntreeRefusee: the line is not an action.
    """
    if ligne.genre != LigneBilan.Genre.ACTION:
        message = "Seules les actions ont un statut : celui d'une priorité ou d'une orientation s'en déduit."
        raise EntreeRefusee([Faute("statut", message)], quoi="Bilan")
    if ligne.statut == statut.value:
        return
    ligne.statut = statut.value
    ligne.save(update_fields=["statut"])
    journaliser("schema:noter_bilan", objet=ligne, par=par, statut=statut.value)
