"""A unit with its places on a day: what every page of the offer shows."""

from __future__ import annotations

from dataclasses import dataclass

from jalons.application.etablissements import nomenclatures
from jalons.application.etablissements.models import UniteAccueil
from jalons.application.etablissements.rules import age_admis
from jalons.application.places import rules


@dataclass(frozen=True, slots=True)
class LigneOffre:
    """A unit with its places on a day, as the page of the offer shows it: no child is named."""

    cle: int
    nom: str
    type: str
    public: str
    sexe: str
    age_min: int | None
    age_max: int | None
    etablissement_id: int
    etablissement: str
    organisme: str
    territoire_id: int | None
    territoire: str
    hors_departement: str
    latitude: float | None
    longitude: float | None
    commune: str | None
    epci: str | None
    departement: str | None
    compte: rules.Compte
    raison: str = ""
    """Why the approval of a foster home lets nobody come, or by how many it is exceeded."""

    @property
    def libelle_type(self) -> str:
        """Name of its type."""
        return nomenclatures.libelle_type(self.type)

    @property
    def libelle_public(self) -> str:
        """Name of its public."""
        return nomenclatures.libelle_public(self.public)

    @property
    def ages(self) -> str:
        """Its ages, in words."""
        return age_admis(self.age_min, self.age_max)

    @property
    def libelle_sexe(self) -> str:
        """Whom it receives."""
        return str(dict(UniteAccueil.Sexe.choices).get(self.sexe, self.sexe))

    @property
    def lieu(self) -> str:
        """Its territory, or where it is outside the département."""
        return f"Hors du département : {self.hors_departement}" if self.hors_departement else self.territoire

    @property
    def resume(self) -> str:
        """For whom it is and where, in one line; neither what is open to all nor a territory already named."""
        qui = [self.libelle_type]
        if self.public != nomenclatures.TOUS:
            qui.append(self.libelle_public.lower())
        if self.age_min is not None or self.age_max is not None:
            qui.append(self.ages)
        if self.sexe != UniteAccueil.Sexe.MIXTE:
            qui.append(self.libelle_sexe.lower())
        phrase = f"{', '.join(qui)}."
        return phrase if self.lieu in self.etablissement else f"{phrase} {self.lieu}."

    @property
    def regles(self) -> rules.Regles:
        """Whom it is authorised for."""
        return rules.Regles(self.type, self.public, self.sexe, self.age_min, self.age_max)
