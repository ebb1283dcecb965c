"""Valid frames and fiches with fixed dates, of the Cantal unless said."""

import factory

from jalons.application.fiches.models import Action, Cadre, Etape, Fiche, Intervenant, Placement, Rubrique
from jalons.noyau.dates import DateCivile


class CadreFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Cadre

    collectivite_id = "15"
    nature = Cadre.Nature.CONTRAT
    titre = "Contrat 2022-2024"
    debut = DateCivile(2022)
    fin = DateCivile(2024)


class RubriqueFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Rubrique

    cadre = factory.SubFactory(CadreFactory)
    collectivite_id = factory.SelfAttribute("cadre.collectivite_id")
    genre = Rubrique.Genre.ENGAGEMENT
    numero = 1
    titre = "Agir plus tôt"


class FicheFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Fiche

    collectivite_id = "15"
    titre = factory.Sequence(lambda n: f"Fiche {n:03d}")
    objet = "Ouvrir une équipe mobile"
    statut = Fiche.Statut.EN_COURS
    avancement = 40
    debut = DateCivile(2022, 1)
    fin = DateCivile(2024, 12)


class PlacementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Placement

    fiche = factory.SubFactory(FicheFactory)
    cadre = factory.SubFactory(CadreFactory)
    collectivite_id = factory.SelfAttribute("fiche.collectivite_id")


class IntervenantFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Intervenant

    fiche = factory.SubFactory(FicheFactory)
    collectivite_id = factory.SelfAttribute("fiche.collectivite_id")
    role = Intervenant.Role.PILOTE
    nom = "Service de prévention"


class ActionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Action

    fiche = factory.SubFactory(FicheFactory)
    collectivite_id = factory.SelfAttribute("fiche.collectivite_id")
    numero = factory.Sequence(lambda n: n + 1)
    titre = "Recruter deux évaluatrices"


class EtapeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Etape

    action = factory.SubFactory(ActionFactory)
    collectivite_id = factory.SelfAttribute("action.collectivite_id")
    texte = "Publier les postes"
