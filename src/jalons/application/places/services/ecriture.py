"""What every act on places has in common: locks, the choice of a place, refusals."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from jalons.application.enfants.models import Enfant
from jalons.application.enfants.verrous import refuser_un_deplacement, verrouiller_dossier
from jalons.application.etablissements.models import UniteAccueil
from jalons.application.places import agrements, rules
from jalons.application.places.models import Occupation
from jalons.application.socle.version import verrouiller
from jalons.noyau.dates import texte_du_jour
from jalons.noyau.saisie import EntreeRefusee, Faute

LIEUX = {
    "occupation_enfant_une_fois": "du", "occupation_place_une_fois": "", "occupation_finit_apres": "au",
    "absence_finit_apres": "au", "absence_en_cours_unique": "du", "demande_de_place_ouverte_unique": "",
    "ouverture_prevue_ouvertes_au_plus": "ouvertes",
}  # fmt: skip
"""Field beside which the sentence of a constraint of the base is shown."""


def refuser(fautes: list[Faute], quoi: str) -> None:
    """Stop the act when there is a fault."""
    if fautes:
        raise EntreeRefusee(fautes, quoi=quoi)


def verrouiller_enfant(enfant: Enfant | int) -> Enfant:
    """The child's file, locked first of all.

    Raises:
        EntreeRefusee: it was made one with another file.
    """
    lu = verrouiller_dossier(enfant)
    if lu.fusionne_dans_id is not None:
        refuser([Faute("enfant", f"Le {lu} est réuni à un autre dossier : faites l'acte sur celui-ci.")], "l'acte")
    return lu


def verrouiller_unite(unite: UniteAccueil) -> UniteAccueil:
    """The unit, locked: of two acts on its places at once, the second sees what the first has taken."""
    return UniteAccueil.objects.select_for_update(of=("self",), no_key=True).get(pk=unite.pk)


def prendre(occupation: Occupation, version: int | None, natures: tuple[str, ...]) -> Occupation:
    """The occupation as it stands, locked after its child's file and its unit, if it is of one of these natures.

    Raises:
        VersionDepassee: somebody acted on it in between.
        EntreeRefusee: it was cancelled, or is of another nature.
    """
    enfant = verrouiller_dossier(occupation.enfant_id) if occupation.enfant_id is not None else None
    verrouiller_unite(occupation.unite)
    a_jour = verrouiller(occupation, version, quoi="Cette place")
    if enfant is not None:
        refuser_un_deplacement(enfant.pk, a_jour.enfant_id or 0)
        a_jour.enfant = enfant
    if a_jour.annulee_le is not None:
        refuser([Faute("acte", "Cette ligne est annulée : elle ne reçoit plus d'acte.")], "l'acte")
    if a_jour.nature not in natures:
        phrase = f"Cet acte n'est pas possible sur une ligne « {a_jour.get_nature_display().lower()} »."
        refuser([Faute("acte", phrase)], "l'acte")
    return a_jour


def choisir(unite: UniteAccueil, *, du: date, au: date | None, part: str, au_dela: bool) -> tuple[int, int, int]:
    """Number and part of a place of the unit, locked beforehand, that is free during these days.

    Args:
        au_dela: beyond the opened places, up to those accepted in excess.

    Raises:
        EntreeRefusee: there is none.
    """
    pendant = (Q(au=None) | Q(au__gt=du)) & (Q() if au is None else Q(du__lt=au))
    prises = Occupation.objects.filter(pendant, unite=unite, annulee_le=None)
    # a row whose last day is its first takes nothing
    lues = [
        (r, d, f)
        for r, d, f, debut, fin in prises.values_list("rang", "part_debut", "part_fin", "du", "au")
        if fin != debut
    ]
    vue = agrements.capacite_de(unite, du)
    limite = vue.plafond if au_dela else vue.ouvertes
    trouvee = rules.place_libre(lues, jusqu_a=limite, part=part)
    if trouvee is None:
        phrase = (
            f"Aucune place libre le {texte_du_jour(du)} dans cette unité : {len({r for r, _, _ in lues})} prises pour "
            f"{limite} {'acceptées' if au_dela else 'ouvertes'}. Choisissez une autre unité ou un autre jour."
        )
        raise EntreeRefusee([Faute("unite", phrase, str(limite), "une place libre")], quoi="la place")
    return trouvee
