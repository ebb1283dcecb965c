"""Siblings, households, adults around the child."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from jalons.application.acces.models import Agent
from jalons.application.enfants.models import Enfant, Foyer, Fratrie, LienFamilial, MembreFoyer, Personne
from jalons.application.enfants.rules import Vie, faute_periode, fautes_dates
from jalons.application.enfants.services.numeros import tirer
from jalons.application.enfants.verrous import verrouiller_dossier, verrouiller_dossiers
from jalons.application.socle.journal import journaliser
from jalons.application.socle.version import verrouiller
from jalons.noyau.dates import texte_du_jour
from jalons.noyau.saisie import EntreeRefusee, Faute


def refuser(fautes: list[Faute], quoi: str) -> None:
    """Stop the act when there is a fault."""
    if fautes:
        raise EntreeRefusee(fautes, quoi=quoi)


@transaction.atomic
def creer_fratrie(*, enfants: Iterable[Enfant], par: Agent | None, remarque: str = "") -> Fratrie:
    """Make siblings of these children (at least one).

    Raises:
        EntreeRefusee: no child, or one who has siblings already, elsewhere.
    """
    membres = list(enfants)
    refuser([] if membres else [Faute("enfants", "Une fratrie compte au moins un enfant.")], "la fratrie")
    fratrie = Fratrie.objects.create(
        collectivite_id=membres[0].collectivite_id, numero=tirer(), remarque=remarque.strip()
    )
    journaliser("enfants:creer_fratrie", objet=fratrie, par=par)
    reunir(fratrie=fratrie, enfants=membres, par=par)
    return fratrie


@transaction.atomic
def reunir(*, fratrie: Fratrie, enfants: Iterable[Enfant], par: Agent | None) -> None:
    """Add children to siblings.

    Raises:
        EntreeRefusee: a child already belongs to other siblings.
    """
    membres = list(verrouiller_dossiers(e.pk for e in enfants).values())
    refuser(
        [
            Faute("enfants", f"Le {e} appartient déjà à une autre fratrie : détachez-le d'abord.", str(e))
            for e in membres
            if e.fratrie_id not in (None, fratrie.pk)
        ],
        "la fratrie",
    )
    for enfant in membres:
        enfant.fratrie = fratrie
        enfant.version += 1
        enfant.save(update_fields=["fratrie", "version"])
        journaliser("enfants:reunir", objet=enfant, par=par, fratrie=fratrie.pk)


@transaction.atomic
def detacher_de_la_fratrie(*, enfant: Enfant, par: Agent | None) -> None:
    """Take a child out of his siblings: they were believed to be so.

    Raises:
        EntreeRefusee: he is in none, or not any more.
    """
    a_jour = verrouiller_dossier(enfant)
    ancienne = a_jour.fratrie_id
    refuser(
        [] if ancienne else [Faute("fratrie", "Cet enfant n'est plus dans une fratrie : rien à faire.")], "la fratrie"
    )
    a_jour.fratrie = None
    a_jour.version += 1
    a_jour.save(update_fields=["fratrie", "version"])
    journaliser("enfants:detacher", objet=a_jour, par=par, fratrie=ancienne)


@transaction.atomic
def creer_foyer(
    *,
    collectivite: str,
    par: Agent | None,
    enfants: Iterable[Enfant] = (),
    personnes: Iterable[Personne] = (),
    debut: date | None = None,
    remarque: str = "",
) -> Foyer:
    """Open a household with those who live there from ``debut`` on (included; ``None``: since when is not known)."""
    membres = list(enfants)
    verrouiller_dossiers(e.pk for e in membres)
    foyer = Foyer.objects.create(collectivite_id=collectivite, numero=tirer(), remarque=remarque.strip())
    journaliser("enfants:creer_foyer", objet=foyer, par=par)
    for enfant in membres:
        placer_au_foyer(foyer=foyer, enfant=enfant, debut=debut, par=par)
    for personne in personnes:
        placer_au_foyer(foyer=foyer, personne=personne, debut=debut, par=par)
    return foyer


@transaction.atomic
def placer_au_foyer(
    *,
    foyer: Foyer,
    par: Agent | None,
    enfant: Enfant | None = None,
    personne: Personne | None = None,
    debut: date | None = None,
    fin: date | None = None,
) -> MembreFoyer:
    """Say that a child, or an adult, lives in a household.

    Raises:
        EntreeRefusee: neither or both are given, the dates are reversed, or he already lives there.
    """
    if enfant is not None:
        verrouiller_dossier(enfant)
    Foyer.objects.select_for_update(no_key=True).get(pk=foyer.pk)  # two who place the same person wait for each other
    fautes = faute_periode("fin", debut, fin)
    if (enfant is None) == (personne is None):
        fautes.append(Faute("enfant", "Indiquez un enfant ou un adulte, l'un des deux."))
    elif MembreFoyer.objects.filter(foyer=foyer, enfant=enfant, personne=personne, fin=None).exists():
        fautes.append(Faute("foyer", "Cette personne fait déjà partie de ce foyer : rien à faire."))
    refuser(fautes, "le foyer")
    membre = MembreFoyer.objects.create(
        collectivite_id=foyer.collectivite_id, foyer=foyer, enfant=enfant, personne=personne, debut=debut, fin=fin
    )
    objet = enfant or foyer
    journaliser("enfants:placer_au_foyer", objet=objet, par=par, foyer=foyer.pk, membre=membre.pk)
    return membre


@transaction.atomic
def quitter_le_foyer(*, membre: MembreFoyer, fin: date, par: Agent | None) -> MembreFoyer:
    """Say the last day (included) of a member in a household.

    Raises:
        EntreeRefusee: it comes before the first one, or a colleague has said it already.
    """
    if membre.enfant_id is not None:
        verrouiller_dossier(membre.enfant_id)
    membre = MembreFoyer.objects.select_for_update(of=("self",), no_key=True).get(pk=membre.pk)
    fautes = faute_periode("fin", membre.debut, fin)
    if membre.fin is not None:
        phrase = f"Un collègue a déjà enregistré ce départ, au {texte_du_jour(membre.fin)} : rien n'a été changé."
        fautes.append(Faute("fin", phrase, texte_du_jour(fin), texte_du_jour(membre.fin)))
    refuser(fautes, "le foyer")
    membre.fin = fin
    membre.save(update_fields=["fin"])
    journaliser("enfants:quitter_le_foyer", objet=membre.enfant or membre.foyer, par=par, membre=membre.pk)
    return membre


@transaction.atomic
def creer_personne(*, collectivite: str, par: Agent | None, au: date | None = None, **champs: Any) -> Personne:
    """Enter an adult around a child (``nom``, ``prenom``, ``naissance``, ``decede_le``, ``telephone``, ``courriel``).

    Args:
        au: today: a birth or a death after it is refused; ``None`` for dates already checked.

    Raises:
        EntreeRefusee: neither name nor first name, an impossible date; every fault at once.
    """
    personne = Personne(collectivite_id=collectivite, **_propres(champs))
    refuser(fautes_de_la_personne(champs, au=au), "la personne")
    personne.save()
    journaliser("enfants:creer_personne", objet=personne, par=par)
    return personne


@transaction.atomic
def modifier_personne(
    *, personne: Personne, version: int | None, par: Agent | None, au: date | None = None, **champs: Any
) -> Personne:
    """Change an adult; ``au`` as for ``creer_personne``.

    Raises:
        VersionDepassee: somebody saved in between.
        EntreeRefusee: neither name nor first name is left, an impossible date; every fault at once.
    """
    a_jour = verrouiller(personne, version, quoi="La fiche de cette personne")
    for champ, valeur in _propres(champs).items():
        setattr(a_jour, champ, valeur)
    noms = ("nom", "prenom", "naissance", "decede_le")
    refuser(fautes_de_la_personne({nom: getattr(a_jour, nom) for nom in noms}, au=au), "la personne")
    a_jour.version += 1
    a_jour.save()
    journaliser("enfants:modifier_personne", objet=a_jour, par=par, champs=sorted(champs))
    return a_jour


@transaction.atomic
def lier(
    *,
    enfant: Enfant,
    personne: Personne,
    lien: str,
    par: Agent | None,
    autorite_parentale: str = LienFamilial.Autorite.INCONNUE,
    personne_de_confiance: bool = False,
) -> LienFamilial:
    """Say what an adult is to a child.

    Raises:
        EntreeRefusee: that link is already there.
    """
    verrouiller_dossier(enfant)
    if LienFamilial.objects.filter(enfant=enfant, personne=personne, lien=lien).exists():
        refuser([Faute("lien", "Ce lien est déjà enregistré : modifiez-le s'il a changé.")], "le lien")
    objet = LienFamilial.objects.create(
        collectivite_id=enfant.collectivite_id, enfant=enfant, personne=personne, lien=lien,
        autorite_parentale=autorite_parentale, personne_de_confiance=personne_de_confiance,
    )  # fmt: skip
    journaliser("enfants:lier", objet=enfant, par=par, lien=objet.pk)
    return objet


@transaction.atomic
def modifier_lien(
    *, lien: LienFamilial, par: Agent | None, autorite_parentale: str, personne_de_confiance: bool
) -> LienFamilial:
    """Change the rights of an adult over a child."""
    lien.autorite_parentale, lien.personne_de_confiance = autorite_parentale, personne_de_confiance
    lien.save(update_fields=["autorite_parentale", "personne_de_confiance"])
    journaliser("enfants:modifier_lien", objet=lien.enfant, par=par, lien=lien.pk)
    return lien


@transaction.atomic
def delier(*, lien: LienFamilial, par: Agent | None) -> None:
    """Remove a link entered by mistake: the history keeps it.

    Raises:
        EntreeRefusee: a colleague has removed it already.
    """
    verrouiller_dossier(lien.enfant_id)
    present = LienFamilial.objects.filter(pk=lien.pk).exists()
    refuser([] if present else [Faute("lien", "Un collègue a déjà retiré ce lien : rien à faire.")], "le lien")
    journaliser("enfants:delier", objet=lien.enfant, par=par, lien=lien.pk)
    lien.delete()


def _propres(champs: dict[str, Any]) -> dict[str, Any]:
    return {c: " ".join(v.split()) if isinstance(v, str) else v for c, v in champs.items()}


def fautes_de_la_personne(lus: Mapping[str, Any], *, au: date | None) -> list[Faute]:
    """Every fault of an adult; ``None`` is not known, or could not be read."""
    fautes = []
    if not any(str(lus.get(nom) or "").strip() for nom in ("nom", "prenom")):
        fautes.append(Faute("nom", "Ni nom ni prénom : saisissez au moins l'un des deux."))
    vie = Vie(lus.get("naissance"), lus.get("decede_le"))
    return fautes + (fautes_dates(vie, au) if au is not None else [])
