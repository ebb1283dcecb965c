"""Documents being reviewed: their text by pages, what was read in them, what was decided, the fiches they gave."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from jalons.application.acces.models import Agent
from jalons.application.fiches.models import Cadre, Fiche
from jalons.application.relecture.rules import Lu, Suite
from jalons.application.socle.champs import ChampDateCivile
from jalons.application.socle.historique import historiser
from jalons.application.territoires.models import Territorial


@historiser(exclude=["ecarts", "fautes"])
class Relecture(Territorial):
    """One document received, read, reviewed; its file is a ``documents.Piece``.

    Attributes:
        nature: what the document is, as recognised, then as corrected; empty until it is read.
        cadre: the schéma or the contract that was made of it.
        ecarts: what disagrees inside the document, as the reader says it.
        version: grows with each act; an act is undone by its number.
    """

    changements_marques = True

    class Etat(models.TextChoices):
        DEPOSE = "depose", "Déposé"
        EN_LECTURE = "en_lecture", "En lecture"
        A_RELIRE = "a_relire", "À relire"
        REFUSE = "refuse", "Refusé"
        ECARTE = "ecarte", "Écarté"

    class Nature(models.TextChoices):
        SCHEMA = "schema", "Schéma départemental"
        CONTRAT = "contrat", "Contrat ou avenant"
        AUTRE = "autre", "Autre document"

    nom = models.CharField("nom du fichier", max_length=200)
    etat = models.CharField("état", max_length=12, choices=Etat, default=Etat.DEPOSE)
    forme = models.CharField("forme lue", max_length=10, blank=True, default="", help_text="txt, pdf, pdf-ocr…")
    nature = models.CharField("nature", max_length=10, choices=Nature, blank=True, default="")
    nature_lue = models.CharField("nature reconnue", max_length=40, blank=True, default="")
    intitule = models.CharField("intitulé", max_length=300, blank=True, default="")
    debut = ChampDateCivile("début", null=True, blank=True)
    fin = ChampDateCivile("fin", null=True, blank=True)
    regime = models.CharField("régime", max_length=20, blank=True, default="")
    depose_le = models.DateTimeField("déposé le")
    par = models.ForeignKey(Agent, models.PROTECT, related_name="+", verbose_name="déposé par", null=True)
    vivant_le = models.DateTimeField("dernière nouvelle de la lecture", null=True, blank=True)
    lu_le = models.DateTimeField("lu le", null=True, blank=True)
    nombre_pages = models.PositiveIntegerField("pages", null=True, blank=True)
    retouches = models.PositiveIntegerField("retouches du texte", default=0)
    ecarts = models.JSONField("désaccords du document", default=list, blank=True)
    fautes = models.JSONField("raisons du refus", default=list, blank=True)
    cadre = models.ForeignKey(
        Cadre, models.PROTECT, related_name="+", verbose_name="schéma ou contrat créé", null=True, blank=True
    )
    version = models.PositiveIntegerField("version", default=0)

    class Meta:
        verbose_name = "relecture d'un document"
        verbose_name_plural = "relectures de documents"
        ordering = ["-depose_le", "-id"]
        indexes = [models.Index(fields=["collectivite", "-depose_le"], name="relecture_recentes")]

    def __str__(self) -> str:
        return self.nom


class PageLue(Territorial):
    """The text of one page, as the file gave it: characters ``debut`` to ``fin`` (excluded) of the document."""

    relecture = models.ForeignKey(Relecture, models.CASCADE, related_name="pages", verbose_name="relecture")
    numero = models.PositiveIntegerField("numéro")
    debut = models.PositiveIntegerField("premier caractère")
    fin = models.PositiveIntegerField("fin")
    texte = models.TextField("texte", blank=True)

    class Meta:
        verbose_name = "page lue"
        verbose_name_plural = "pages lues"
        ordering = ["relecture", "numero"]
        constraints = [models.UniqueConstraint(fields=["collectivite", "relecture", "numero"], name="page_lue_unique")]

    def __str__(self) -> str:
        return f"page {self.numero}"


@historiser(en_lot=True)
class ElementLu(Territorial):
    """One thing that the document says, as it stands now.

    Attributes:
        lu: as the reader gave it; empty when an agent added it.
        liste: name of its list, when that is no element.
        code: source of funding of an amount, step of a date: a code of the catalogue, never a guess.
        importe_le: when it went into the frame.
    """

    changements_marques = True

    relecture = models.ForeignKey(Relecture, models.CASCADE, related_name="elements", verbose_name="relecture")
    parent = models.ForeignKey(
        "self", models.SET_NULL, related_name="enfants", verbose_name="sous", null=True, blank=True
    )
    rang = models.PositiveIntegerField("rang")
    genre = models.CharField("genre", max_length=30)
    texte = models.TextField("texte", blank=True, default="")
    numero = models.CharField("numéro", max_length=20, blank=True, default="")
    valeur = models.CharField("valeur", max_length=60, blank=True, default="")
    unite = models.CharField("unité", max_length=60, blank=True, default="")
    source = models.CharField("source", max_length=200, blank=True, default="")
    periode = models.CharField("période", max_length=120, blank=True, default="")
    precision = models.CharField("précision", max_length=60, blank=True, default="")
    statut = models.CharField("statut", max_length=20, blank=True, default="")
    code = models.CharField("code", max_length=20, blank=True, default="")
    liste = models.CharField("liste", max_length=120, blank=True, default="")
    niveau = models.PositiveSmallIntegerField("niveau", default=1)
    debut = models.PositiveIntegerField("premier caractère", default=0)
    fin = models.PositiveIntegerField("fin", default=0)
    page = models.PositiveIntegerField("page", null=True, blank=True)
    confiance = models.CharField("confiance", max_length=12, blank=True, default="")
    suite = models.CharField(
        "décision", max_length=10, choices=[(s.value, s.libelle) for s in Suite], blank=True, default=""
    )
    lu = models.JSONField("tel que lu", default=dict, blank=True)
    importe_le = models.DateTimeField("importé le", null=True, blank=True)
    version = models.PositiveIntegerField("version", default=0)

    class Meta:
        verbose_name = "élément lu"
        verbose_name_plural = "éléments lus"
        ordering = ["relecture", "rang", "id"]
        indexes = [models.Index(fields=["collectivite", "relecture", "rang"], name="element_lu_par_rang")]

    def __str__(self) -> str:
        return self.texte[:80]

    def en_lu(self) -> Lu:
        """For the rules."""
        return Lu(
            cle=self.pk, rang=self.rang, parent=self.parent_id, importe=self.importe_le is not None,
            **{nom: getattr(self, nom) for nom in COLONNES},
        )  # fmt: skip


COLONNES = (
    "genre", "texte", "numero", "valeur", "unite", "source", "periode", "precision", "statut", "code", "liste",
    "niveau", "debut", "fin", "page", "confiance", "suite",
)  # fmt: skip
"""Columns of an element that the rules read as they are."""


def longueur(colonne: str) -> int | None:
    """Most characters of a column of ``ElementLu``; ``None`` for a text without limit."""
    limite: int | None = getattr(ElementLu._meta.get_field(colonne), "max_length", None)
    return limite


class DecisionLue(Territorial):
    """What an act did to one element, so that it can be undone; ``lot`` is the version of the review that it made."""

    relecture = models.ForeignKey(Relecture, models.CASCADE, related_name="decisions", verbose_name="relecture")
    element = models.ForeignKey(ElementLu, models.CASCADE, related_name="decisions", verbose_name="élément")
    lot = models.PositiveIntegerField("acte")
    acte = models.CharField("genre d'acte", max_length=12)
    avant = models.JSONField("avant", default=dict)
    apres = models.JSONField("après", default=dict)
    par = models.ForeignKey(Agent, models.PROTECT, related_name="+", verbose_name="décidé par", null=True)
    le = models.DateTimeField("décidé le")
    annulee_le = models.DateTimeField("annulée le", null=True, blank=True)

    class Meta:
        verbose_name = "décision de relecture"
        verbose_name_plural = "décisions de relecture"
        ordering = ["-lot", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["collectivite", "relecture", "lot", "element"], name="decision_lue_unique")
        ]
        indexes = [
            models.Index(
                fields=["collectivite", "relecture", "-lot"], name="decision_lue_en_vigueur",
                condition=Q(annulee_le__isnull=True),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"acte {self.lot}"


@historiser(exclude=["contenu"])
class FicheLue(Territorial):
    """Where a fiche comes from: the element of a document that gave it.

    Attributes:
        contenu: for a fiche of a contract, what the document last gave of its contents, to tell what a new import
            changes; empty for a fiche of a schéma, whose file keeps it.
    """

    changements_marques = True

    relecture = models.ForeignKey(Relecture, models.PROTECT, related_name="fiches", verbose_name="relecture")
    element = models.ForeignKey(ElementLu, models.PROTECT, related_name="+", verbose_name="élément")
    fiche = models.ForeignKey(Fiche, models.PROTECT, related_name="+", verbose_name="fiche")
    contenu = models.JSONField("contenu importé", default=dict, blank=True)

    class Meta:
        verbose_name = "provenance d'une fiche"
        verbose_name_plural = "provenances des fiches"
        constraints = [
            models.UniqueConstraint(fields=["collectivite", "relecture", "fiche"], name="fiche_lue_unique"),
        ]

    def __str__(self) -> str:
        return f"fiche {self.fiche_id}"


@historiser()
class Etiquette(Territorial):
    """A label by which the documents of a département announce what they hold, that Jalons did not know.

    Attributes:
        genre: the kind of element it announces.
        retiree_le: since when it serves no more.
    """

    genre = models.CharField("annonce", max_length=30)
    texte = models.CharField("étiquette", max_length=80)
    par = models.ForeignKey(Agent, models.PROTECT, related_name="+", verbose_name="retenue par", null=True)
    retenue_le = models.DateTimeField("retenue le")
    retiree_le = models.DateTimeField("retirée le", null=True, blank=True)

    class Meta:
        verbose_name = "étiquette d'un département"
        verbose_name_plural = "étiquettes d'un département"
        ordering = ["genre", "texte"]
        constraints = [
            models.UniqueConstraint(
                fields=["collectivite", "genre", "texte"], condition=Q(retiree_le__isnull=True), name="etiquette_unique"
            )
        ]

    def __str__(self) -> str:
        return self.texte
