"""The child, the siblings as a unit, the agents in charge, and the keys under which a child is found."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Concat

from jalons.application.acces.models import Agent
from jalons.application.socle.champs import ChampDateCivile
from jalons.application.socle.historique import historiser
from jalons.application.territoires.models import Territorial, UniteLocale


@historiser(en_lot=True)
class Fratrie(Territorial):
    """Brothers and sisters followed as one: they are evaluated, and as far as possible placed, together."""

    numero = models.CharField("numéro", max_length=12, help_text="Tiré au sort : il ne se devine pas.")
    remarque = models.TextField("remarque", blank=True, default="")

    class Meta:
        verbose_name = "fratrie"
        constraints = [models.UniqueConstraint(fields=["collectivite", "numero"], name="fratrie_numero_unique")]

    def __str__(self) -> str:
        return f"fratrie {self.numero}"


@historiser(en_lot=True, exclude=["tri"])
class Enfant(Territorial):
    """A child known to the collectivité, or a young adult who was.

    ``str`` gives the file's number, never the name: it is what logs, errors and the journal may hold.
    """

    class Sexe(models.TextChoices):
        FEMININ = "F", "Féminin"
        MASCULIN = "M", "Masculin"
        INCONNU = "inconnu", "Inconnu"

    class Fiabilite(models.TextChoices):
        ACTE = "acte", "D'après un acte d'état civil"
        DECLAREE = "declaree", "Déclarée"
        ESTIMEE = "estimee", "Estimée"

    class Statut(models.TextChoices):
        INCONNU = "inconnu", "Inconnu"
        AUTORITE_PARENTALE = "autorite_parentale", "Sous l'autorité de ses parents"
        DELEGATION = "delegation", "Autorité parentale déléguée"
        TUTELLE = "tutelle", "Sous tutelle"
        PUPILLE_PROVISOIRE = "pupille_provisoire", "Pupille de l'État à titre provisoire"
        PUPILLE = "pupille", "Pupille de l'État"
        EMANCIPE = "emancipe", "Émancipé"
        MAJEUR = "majeur", "Majeur"

    numero = models.CharField("numéro de dossier", max_length=12, help_text="Tiré au sort : il ne se devine pas.")
    nom = models.CharField("nom de naissance", max_length=100, blank=True, default="", help_text="Vide : inconnu.")
    nom_usage = models.CharField("nom d'usage", max_length=100, blank=True, default="")
    prenom = models.CharField("prénom", max_length=100, blank=True, default="", help_text="Vide : inconnu.")
    autres_prenoms = models.CharField("autres prénoms", max_length=150, blank=True, default="")
    tri = models.GeneratedField(
        expression=Func(Concat(F("nom"), Value(" "), F("prenom")), function="cle_tri"),
        output_field=models.CharField(max_length=210),
        db_persist=True,
    )
    naissance = ChampDateCivile("date de naissance", null=True, blank=True, help_text="Vide : inconnue.")
    naissance_fiabilite = models.CharField(
        "fiabilité de la date", max_length=10, choices=Fiabilite, default=Fiabilite.DECLAREE
    )
    sexe = models.CharField("sexe", max_length=8, choices=Sexe, default=Sexe.INCONNU)
    lieu_naissance = models.CharField("lieu de naissance", max_length=120, blank=True, default="")
    pays_naissance = models.CharField("pays de naissance", max_length=60, blank=True, default="")
    decede_le = ChampDateCivile("décédé le", null=True, blank=True)
    statut = models.CharField("statut juridique", max_length=20, choices=Statut, default=Statut.INCONNU)
    statut_depuis = ChampDateCivile("statut depuis", null=True, blank=True)
    non_accompagne = models.BooleanField("mineur non accompagné", null=True, blank=True, help_text="Vide : inconnu.")
    ecole = models.CharField("école ou établissement", max_length=150, blank=True, default="")
    classe = models.CharField("classe", max_length=40, blank=True, default="")
    unite = models.ForeignKey(
        UniteLocale, models.PROTECT, related_name="+", verbose_name="unité locale", null=True, blank=True
    )
    fratrie = models.ForeignKey(
        Fratrie, models.PROTECT, related_name="enfants", verbose_name="fratrie", null=True, blank=True
    )
    fusionne_dans = models.ForeignKey(
        "self", models.PROTECT, related_name="doublons", verbose_name="dossier conservé", null=True, blank=True
    )
    version = models.PositiveIntegerField("version", default=1, help_text="Augmente à chaque modification.")
    cree_le = models.DateTimeField("créé le", auto_now_add=True)

    class Meta:
        verbose_name = "enfant"
        ordering = ["tri", "id"]
        constraints = [
            models.UniqueConstraint(fields=["collectivite", "numero"], name="enfant_numero_unique"),
            models.CheckConstraint(
                name="enfant_pas_fusionne_en_lui_meme", condition=Q(fusionne_dans=None) | ~Q(fusionne_dans=F("id"))
            ),
        ]
        indexes = [
            models.Index(fields=["collectivite", "tri"], name="enfant_par_nom"),
            models.Index(fields=["collectivite", "unite"], name="enfant_par_unite"),
        ]

    def __str__(self) -> str:
        return f"dossier {self.numero}"

    @property
    def nom_complet(self) -> str:
        """First name and name, for a page that its reader may open; what is unknown is said so."""
        nom = self.nom_usage or self.nom
        return f"{self.prenom or 'prénom inconnu'} {nom.upper() if nom else 'nom inconnu'}"


@historiser(en_lot=True)
class Referent(Territorial):
    """An agent in charge of a child, from a day to another (both included): the child is in her own caseload."""

    class Role(models.TextChoices):
        PRINCIPAL = "principal", "Référent"
        SECOND = "second", "Second référent"
        RELAIS = "relais", "Relais temporaire"

    enfant = models.ForeignKey(Enfant, models.PROTECT, related_name="referents", verbose_name="enfant")
    agent = models.ForeignKey(Agent, models.PROTECT, related_name="+", verbose_name="agent")
    role = models.CharField("rôle", max_length=10, choices=Role, default=Role.PRINCIPAL)
    debut = models.DateField("premier jour", help_text="Inclus.")
    fin = models.DateField("dernier jour", null=True, blank=True, help_text="Inclus ; vide s'il n'est pas connu.")

    class Meta:
        verbose_name = "référent"
        ordering = ["-debut", "id"]
        constraints = [
            models.CheckConstraint(
                name="referent_finit_apres_son_debut", condition=Q(fin=None) | Q(fin__gte=F("debut"))
            )
        ]
        indexes = [models.Index(fields=["collectivite", "agent", "fin"], name="referent_par_agent")]

    def __str__(self) -> str:
        return f"référent du dossier n° {self.enfant_id}"


class CleRecherche(Territorial):
    """One key under which a child is found: equality on it stays fast under row-level security.

    Derived from the identity (``cles.cles_de``) and rewritten with it: no history of its own.
    """

    enfant = models.ForeignKey(Enfant, models.CASCADE, related_name="cles", verbose_name="enfant")
    cle = models.CharField("clé", max_length=80)

    class Meta:
        verbose_name = "clé de recherche"
        verbose_name_plural = "clés de recherche"
        constraints = [models.UniqueConstraint(fields=["collectivite", "cle", "enfant"], name="cle_recherche_unique")]
        # a reader of many collectivités would probe the constraint's index once for each of them
        indexes = [models.Index(fields=["cle"], name="cle_recherche_par_cle")]

    def __str__(self) -> str:
        return f"clé du dossier n° {self.enfant_id}"
