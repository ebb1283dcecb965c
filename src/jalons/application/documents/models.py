"""Files received: evidence, scans of signed contracts, attachments of notes; workbooks read, waiting for a yes."""

from __future__ import annotations

from django.db import models

from jalons.application.acces.models import Agent
from jalons.application.socle.historique import historiser
from jalons.application.territoires.models import Territorial


@historiser()
class Piece(Territorial):
    """A file attached to any object; its bytes are outside the database, named by their fingerprint."""

    changements_marques = True

    objet_type = models.CharField("type d'objet", max_length=60, help_text="module.modele, en minuscules.")
    objet_id = models.BigIntegerField("objet")
    genre = models.CharField("genre", max_length=30, blank=True, default="", help_text="preuve, contrat_signe…")
    nom = models.CharField("nom du fichier", max_length=200)
    type_mime = models.CharField("type", max_length=100)
    taille = models.PositiveBigIntegerField("taille en octets")
    empreinte = models.CharField("empreinte SHA-256", max_length=64)
    depose_par = models.ForeignKey(Agent, models.PROTECT, related_name="+", verbose_name="déposé par", null=True)
    depose_le = models.DateTimeField("déposé le", auto_now_add=True)
    retire_le = models.DateTimeField("retiré le", null=True, blank=True)

    class Meta:
        verbose_name = "pièce jointe"
        verbose_name_plural = "pièces jointes"
        ordering = ["-depose_le", "-id"]
        indexes = [models.Index(fields=["collectivite", "objet_type", "objet_id"], name="piece_par_objet")]

    def __str__(self) -> str:
        return self.nom


class ImportEnAttente(Territorial):
    """A workbook received and read: what it would change, until somebody confirms it or it expires."""

    classeur = models.CharField("classeur", max_length=40)
    objet = models.CharField("objet", max_length=40)
    nom = models.CharField("nom du fichier", max_length=200)
    depose_par = models.ForeignKey(Agent, models.PROTECT, related_name="+", verbose_name="déposé par", null=True)
    depose_le = models.DateTimeField("déposé le", auto_now_add=True)
    expire_le = models.DateTimeField("expire le")
    parametres = models.JSONField("paramètres des colonnes", default=dict)
    lignes = models.JSONField("lignes à écrire", default=list)
    refus = models.JSONField("refus", default=list)
    confirme_le = models.DateTimeField("confirmé le", null=True, blank=True)

    class Meta:
        verbose_name = "import en attente"
        verbose_name_plural = "imports en attente"
        ordering = ["-depose_le"]
        indexes = [models.Index(fields=["collectivite", "expire_le"], name="import_par_expiration")]

    def __str__(self) -> str:
        return self.nom
