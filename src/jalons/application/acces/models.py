"""Agents and the roles they hold on a place, for a time."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac

from jalons.application.acces.permissions import Niveau, Role
from jalons.application.socle.historique import historiser
from jalons.application.territoires.models import Collectivite, Region, UniteLocale


class AgentManager(BaseUserManager["Agent"]):
    """Creation of agents."""

    def get_by_natural_key(self, username: str | None) -> Agent:
        """The agent whose address is ``username``, whatever its case."""
        return self.get(courriel=(username or "").strip().lower())

    def create_user(self, courriel: str, password: str | None = None, **champs: Any) -> Agent:
        """A new agent; without a password the account cannot log in until one is set."""
        agent = self.model(courriel=courriel.strip().lower(), **champs)
        agent.set_password(password)
        agent.save(using=self._db)
        return agent


@historiser(exclude=["password", "last_login", "jeton_session"])
class Agent(AbstractBaseUser):
    """A person who uses Jalons. Never a child nor a parent.

    Not territorial, nor are its event rows: who works where is known before any perimeter is. Pages show an account,
    and its history, only to those who administer one of its places (``selectors.comptes``).
    """

    courriel = models.EmailField("adresse électronique", unique=True)
    nom = models.CharField("nom", max_length=80)
    prenom = models.CharField("prénom", max_length=80)
    fonction = models.CharField("fonction", max_length=120, blank=True, default="")
    is_active = models.BooleanField("actif", default=True)
    cree_le = models.DateTimeField("créé le", auto_now_add=True)
    jeton_session = models.CharField("jeton des sessions", max_length=32, blank=True, default="", editable=False)

    objects: ClassVar[AgentManager] = AgentManager()

    USERNAME_FIELD = "courriel"
    EMAIL_FIELD = "courriel"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["nom", "prenom"]

    class Meta:
        verbose_name = "agent"
        ordering = ["nom", "prenom"]

    def __str__(self) -> str:
        return f"{self.prenom} {self.nom}".strip() or self.courriel

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Sessions end when the password changes, and when ``jeton_session`` does (``services.fermer_sessions``)."""
        cle = "jalons.application.acces.models.Agent.sessions"
        valeur = f"{self.password}:{self.jeton_session}"
        return salted_hmac(cle, valeur, secret=secret, algorithm="sha256").hexdigest()


@historiser()
class Affectation(models.Model):
    """A role held by an agent on a place, from a day to another (both included).

    Not territorial: the perimeter of the database session is computed from these rows. Tracked all the same, so that a
    role given by any means leaves its trace.
    """

    agent = models.ForeignKey(Agent, models.PROTECT, related_name="affectations", verbose_name="agent")
    role = models.CharField("rôle", max_length=30, choices=[(r.value, r.libelle) for r in Role])
    niveau = models.CharField("niveau", max_length=15, choices=[(n.value, n.libelle) for n in Niveau])
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="région", null=True, blank=True)
    collectivite = models.ForeignKey(
        Collectivite, models.PROTECT, related_name="+", verbose_name="collectivité", null=True, blank=True
    )
    unite = models.ForeignKey(
        UniteLocale, models.PROTECT, related_name="+", verbose_name="unité locale", null=True, blank=True
    )
    organisme = models.CharField("organisme gestionnaire", max_length=40, blank=True, default="")
    debut = models.DateField("premier jour", help_text="Inclus.")
    fin = models.DateField("dernier jour", help_text="Inclus ; vide s'il n'est pas connu.", null=True, blank=True)
    donnee_par = models.ForeignKey(
        Agent, models.PROTECT, related_name="+", verbose_name="donnée par", null=True, blank=True
    )

    class Meta:
        verbose_name = "habilitation"
        ordering = ["agent", "role"]
        constraints = [
            models.CheckConstraint(
                name="affectation_place_selon_le_niveau",
                condition=Q(niveau="nation", region=None, collectivite=None, unite=None, organisme="")
                | Q(niveau="region", region__isnull=False, collectivite=None, unite=None, organisme="")
                | Q(niveau="collectivite", region=None, collectivite__isnull=False, unite=None, organisme="")
                | Q(niveau="dossiers", region=None, collectivite__isnull=False, unite=None, organisme="")
                | Q(niveau="unite", region=None, collectivite__isnull=False, unite__isnull=False, organisme="")
                | (Q(niveau="organisme", region=None, collectivite__isnull=False, unite=None) & ~Q(organisme="")),
                violation_error_message="Le lieu ne correspond pas au niveau : indiquez la région, la collectivité, "
                "l'unité ou l'organisme, selon le niveau choisi.",
            ),
            models.CheckConstraint(
                name="affectation_finit_apres_son_debut",
                condition=Q(fin=None) | Q(fin__gte=F("debut")),
                violation_error_message="Le dernier jour ne peut précéder le premier.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} ({self.lieu})"

    @property
    def lieu(self) -> str:
        """The place, in words."""
        if self.niveau == Niveau.NATION:
            return "France entière"
        return str(self.unite or self.organisme or self.collectivite or self.region)
