"""A child of the marked collectivité, and all that is written of him."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property

from django.utils import timezone
from tests.balayage.contractuel import MARQUE, Contractuel

from jalons.application.acces.tests.factories import AgentFactory
from jalons.application.crip.models import Situation
from jalons.application.crip.rules import Etat
from jalons.application.crip.tests.factories import jusqu_a
from jalons.application.echeancier.models import ActeEnregistre, Suivi
from jalons.application.echeancier.services import dire_motif, ouvrir_flux
from jalons.application.enfants.models import (
    AccesUrgence,
    Adresse,
    ConnuAilleurs,
    Enfant,
    Fusion,
    Incompatibilite,
    LienFamilial,
    MembreFoyer,
    Referent,
    ZoneInterdite,
)
from jalons.application.enfants.services import fusionner
from jalons.application.enfants.tests import factories as enfants
from jalons.application.faits import services as faits
from jalons.application.faits.models import Echeance
from jalons.application.mesures.models import Mesure
from jalons.application.mesures.tests.factories import MesureFactory
from jalons.application.projets_enfant.contenu import photographier
from jalons.application.projets_enfant.models import Action as ActionProjet
from jalons.application.projets_enfant.models import Objectif, Projet, RapportSituation, VersionProjet


class Enfance(Contractuel):
    """The objects of one child, whose every word is marked."""

    @cached_property
    def enfant(self) -> Enfant:
        """A child, whose every word is marked."""
        return enfants.EnfantFactory(
            collectivite_id=self.code, nom=MARQUE, prenom=MARQUE, ecole=MARQUE, lieu_naissance=MARQUE
        )

    @cached_property
    def echeance(self) -> Echeance:
        """A deadline of his."""
        faits.enregistrer(
            sujet=self.enfant, evenement="ip_recue", survenu_le=date(2024, 11, 30), par=None,
            attributs={"ip": MARQUE, "origine": "professionnel"},
        )  # fmt: skip
        return Echeance.objects.filter(sujet_type="enfant", sujet_id=self.enfant.pk).order_by("pk")[0]

    @cached_property
    def suivi(self) -> Suivi:
        """What was said of it."""
        return dire_motif(
            echeance=self.echeance, sujet=self.enfant, motif="autre", precision=MARQUE, version=None, par=None
        )

    @cached_property
    def acte_enregistre(self) -> ActeEnregistre:
        """An act recorded on it."""
        fait = faits.enregistrer(
            sujet=self.enfant, evenement="ip_qualifiee", survenu_le=date(2024, 12, 2), par=None,
            attributs={"ip": MARQUE},
        )  # fmt: skip
        return ActeEnregistre.objects.create(
            collectivite_id=self.code, sujet_type="enfant", sujet_id=self.enfant.pk, code=self.echeance.code,
            regle=self.echeance.regle, fait=fait, genre="tenir", libelle=MARQUE, survenu_le=date(2024, 12, 2),
        )  # fmt: skip

    @cached_property
    def jeton_d_agenda(self) -> str:
        """The secret of the calendar of an agent who holds no role: nothing to read in it."""
        return ouvrir_flux(agent=AgentFactory(), collectivite=self.code)

    @cached_property
    def lien_familial(self) -> LienFamilial:
        """An adult of his family."""
        return enfants.LienFactory(enfant=self.enfant, personne__nom=MARQUE)

    @cached_property
    def membre_foyer(self) -> MembreFoyer:
        """His place in a household."""
        return enfants.MembreFoyerFactory(enfant=self.enfant)

    @cached_property
    def adresse(self) -> Adresse:
        """His address."""
        return enfants.AdresseFactory(enfant=self.enfant, voie=f"1 rue {MARQUE}")

    @cached_property
    def referent(self) -> Referent:
        """An agent in charge of him."""
        return enfants.ReferentFactory(enfant=self.enfant, agent=self.habilitation.agent)

    @cached_property
    def acces_urgence(self) -> AccesUrgence:
        """An emergency access to his file."""
        maintenant = timezone.now()
        return AccesUrgence.objects.create(
            collectivite_id=self.code, enfant=self.enfant, agent=self.habilitation.agent, motif=MARQUE,
            ouvert_le=maintenant, expire_le=maintenant + timedelta(hours=1),
        )  # fmt: skip

    @cached_property
    def connu_ailleurs(self) -> ConnuAilleurs:
        """A team that knows him."""
        return enfants.ConnuAilleursFactory(enfant=self.enfant, equipe=MARQUE)

    @cached_property
    def fusion(self) -> Fusion:
        """A duplicate made one with him."""
        double = enfants.EnfantFactory(collectivite_id=self.code, nom=MARQUE)
        return fusionner(garde=self.enfant, absorbe=double, par=None)

    @cached_property
    def situation(self) -> Situation:
        """A situation under evaluation that concerns him."""
        return jusqu_a(
            Etat.EN_EVALUATION, self.enfant, collectivite=self.code, contenu=MARQUE, informateur=MARQUE, service=MARQUE
        )

    @cached_property
    def mesure(self) -> Mesure:
        """A measure of his."""
        return MesureFactory(enfant=self.enfant, service=MARQUE, reference=MARQUE)

    @cached_property
    def zone_interdite(self) -> ZoneInterdite:
        """A disc where the child may not be, whose reason is marked."""
        return ZoneInterdite.objects.create(
            collectivite_id=self.code, enfant=self.enfant, latitude=45.0, longitude=2.5, rayon_km=14, motif=MARQUE,
            depuis=date(2025, 1, 6),
        )  # fmt: skip

    @cached_property
    def incompatibilite(self) -> Incompatibilite:
        """A child with whom he must not live."""
        autre = enfants.EnfantFactory(collectivite_id=self.code, nom=MARQUE)
        return Incompatibilite.objects.create(
            collectivite_id=self.code, enfant=self.enfant, autre=autre, motif=MARQUE, depuis=date(2025, 1, 6)
        )

    @cached_property
    def projet_enfant(self) -> Projet:
        """His projet, whose every word is marked."""
        return Projet.objects.create(
            collectivite_id=self.code, enfant=self.enfant, commence_le=date(2025, 1, 6), lieu=MARQUE,
            parole_enfant=MARQUE, etabli_le=date(2025, 2, 3), etat=Projet.Etat.PROJET,
        )  # fmt: skip

    @cached_property
    def objectif_enfant(self) -> Objectif:
        """An objective of the projet."""
        return Objectif.objects.create(
            collectivite_id=self.code, projet=self.projet_enfant, domaine="sante", texte=MARQUE
        )

    @cached_property
    def action_enfant(self) -> ActionProjet:
        """An action of the objective."""
        return ActionProjet.objects.create(
            collectivite_id=self.code, objectif=self.objectif_enfant, texte=MARQUE, responsable=MARQUE
        )

    @cached_property
    def version_projet(self) -> VersionProjet:
        """A signed version of the projet."""
        return VersionProjet.objects.create(
            collectivite_id=self.code, projet=self.projet_enfant, avenant=0, etabli_le=date(2025, 2, 3),
            signe_le=date(2025, 2, 4), contenu=photographier(self.projet_enfant), empreinte="",
        )  # fmt: skip

    @cached_property
    def rapport_situation(self) -> RapportSituation:
        """A situation report on him."""
        return RapportSituation.objects.create(
            collectivite_id=self.code, enfant=self.enfant, cadre="judiciaire", evaluation=MARQUE
        )
