"""A carer and his home, created and changed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from jalons.application.acces.models import Agent
from jalons.application.accueil_familial.constats import PARCOURS
from jalons.application.accueil_familial.models import AssistantFamilial, Domicile
from jalons.application.etablissements.services.ecriture import ecrire, propres
from jalons.application.faits import services as faits
from jalons.application.faits.selectors import faits_de
from jalons.application.socle.journal import journaliser
from jalons.application.socle.version import verrouiller
from jalons.noyau.dates import texte_du_jour
from jalons.noyau.saisie import EntreeRefusee, Faute

FAMILLE = "famille_accueil"
"""Type of the units where a carer's places are."""
LIEUX = {
    "assistant_familial_numero_unique": "numero", "assistant_familial_part_apres": "sorti_le",
    "assistant_familial_un_pole": "pole_externe", "domicile_coordonnees_ensemble": "longitude",
}  # fmt: skip


@transaction.atomic
@faits.ensemble()
def enregistrer_assistant(
    *, assistant: AssistantFamilial, version: int | None, par: Agent | None, au: date, **champs: Any
) -> AssistantFamilial:
    """Create a carer (``assistant`` is then new, with his collectivité), or change him; his deadlines follow.

    Args:
        au: the day of the act: no birth nor departure is recorded after it.

    Raises:
        VersionDepassee: somebody saved in between.
        EntreeRefusee: every fault at once: days that cannot be, a unit that is not a foster home or is another's.
    """
    nouveau = assistant.pk is None
    a_jour = assistant if nouveau else verrouiller(assistant, version, quoi="La fiche")
    avant = {champ: None if nouveau else getattr(a_jour, champ) for champ in PARCOURS}
    for nom, valeur in propres(champs).items():
        setattr(a_jour, nom, valeur)
    if fautes := _fautes(a_jour, au):
        raise EntreeRefusee(fautes, quoi="la fiche")
    a_jour.version += 0 if nouveau else 1
    ecrire(a_jour, quoi="la fiche", lieux=LIEUX)
    journaliser(f"accueil_familial:{'creer' if nouveau else 'modifier'}_assistant", objet=a_jour, par=par)
    for champ, evenements in PARCOURS.items():
        if avant[champ] != getattr(a_jour, champ):
            _redire(a_jour, evenements, getattr(a_jour, champ), par)
    return a_jour


def _redire(assistant: AssistantFamilial, evenements: tuple[str, ...], le: date | None, par: Agent | None) -> None:
    """The facts that a day states, in the place of those that it stated before."""
    for fait in faits_de(assistant).filter(evenement__in=evenements):
        faits.annuler(fait=fait, par=par)
    if le is not None:
        faits.enregistrer_plusieurs([faits.Constat(assistant, e, le) for e in evenements], par=par)


def _fautes(a: AssistantFamilial, au: date) -> list[Faute]:
    fautes, ce_jour = [], texte_du_jour(au)
    for lieu, quoi, valeur in (
        ("naissance", "La naissance", a.naissance),
        ("sorti_le", "La fin des fonctions", a.sorti_le),
    ):
        if valeur is not None and valeur > au:
            dit = texte_du_jour(valeur)
            fautes.append(
                Faute(lieu, f"{quoi} ({dit}) n'est pas encore venue : corrigez la date.", dit, f"le {ce_jour} au plus")
            )
    if a.naissance is not None and a.entre_le is not None and a.entre_le <= a.naissance:
        dit, ne = texte_du_jour(a.entre_le), texte_du_jour(a.naissance)
        fautes.append(
            Faute("entre_le", f"Le premier contrat ({dit}) précède la naissance ({ne}) : corrigez l'un des deux.", dit)
        )
    if a.sorti_le is None and a.motif_depart:
        fautes.append(Faute("sorti_le", "Une raison de départ est dite : donnez aussi le jour.", "", "un jour"))
    if a.unite is not None:
        if a.unite.type != FAMILLE or a.unite.collectivite_id != a.collectivite_id:
            phrase = f"« {a.unite} » n'est pas une famille d'accueil de la collectivité : choisissez-en une."
            fautes.append(Faute("unite", phrase, str(a.unite), "une unité de type famille d'accueil"))
        elif (autre := AssistantFamilial.objects.filter(unite=a.unite).exclude(pk=a.pk).first()) is not None:
            fautes.append(
                Faute("unite", f"« {a.unite} » est déjà l'unité de l'{autre} : choisissez-en une autre.", str(a.unite))
            )
    return fautes


@transaction.atomic
def enregistrer_domicile(
    *, assistant: AssistantFamilial, version: int | None, par: Agent | None, **champs: Any
) -> Domicile:
    """Write where a carer lives.

    Raises:
        VersionDepassee: somebody saved in between.
        EntreeRefusee: one coordinate without the other, figures that cannot be.
    """
    verrouiller(assistant, None)
    connu = Domicile.objects.filter(assistant=assistant).first()
    if connu is None:
        domicile = Domicile(collectivite_id=assistant.collectivite_id, assistant=assistant)
    else:
        domicile = verrouiller(connu, version, quoi="La page du domicile")
        domicile.version += 1
    for nom, valeur in propres(champs).items():
        setattr(domicile, nom, valeur)
    ecrire(domicile, quoi="le domicile", lieux=LIEUX)
    journaliser("accueil_familial:modifier_domicile", objet=domicile, par=par, assistant=assistant.pk)
    return domicile
