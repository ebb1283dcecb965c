"""Acts on a document as a whole: deposit, reading kept step by step, refusal, setting aside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from jalons.application.acces.models import Agent
from jalons.application.documents.contenu import HTML, nom_propre
from jalons.application.documents.services import FichierRecu
from jalons.application.documents.services import deposer as deposer_piece
from jalons.application.relecture.deductions import champs_du_cadre, code_du_montant, etape_dite
from jalons.application.relecture.genres import CODE, RATTACHEMENT, genre
from jalons.application.relecture.models import ElementLu, PageLue, Relecture, longueur
from jalons.application.relecture.rattachement import Rattache, page_de, pages, propre, rattacher
from jalons.application.relecture.renvois import renvois
from jalons.application.socle.journal import journaliser
from jalons.application.socle.version import verrouiller
from jalons.lecture.modele import Lecture, Page, Source
from jalons.noyau.ecarts import en_nombre
from jalons.noyau.saisie import EntreeRefusee, Faute

Etat = Relecture.Etat
EN_ATTENTE = (Etat.DEPOSE, Etat.EN_LECTURE)
GENRE_PIECE = "document_lu"
QUOI = "La relecture"


@transaction.atomic
def deposer(*, collectivite: str, fichier: FichierRecu, par: Agent | None, maintenant: datetime) -> Relecture:
    """Keep the file; a job will read it.

    Raises:
        EntreeRefusee: empty, too large, of a kind that is not kept, or whose name says another kind; nothing is kept.
    """
    relecture = Relecture.objects.create(
        collectivite_id=collectivite, nom=nom_propre(fichier.name or ""), depose_le=maintenant, vivant_le=maintenant,
        par=par,
    )  # fmt: skip
    piece = deposer_piece(objet=relecture, fichier=fichier, par=par, genre=GENRE_PIECE, aussi=(HTML,))
    journaliser("relecture:deposer", objet=relecture, par=par, octets=piece.taille)
    return relecture


@transaction.atomic
def commencer(*, relecture: Relecture, maintenant: datetime) -> None:
    """The job begins; what a job stopped halfway has left goes."""
    lue = verrouiller(relecture, None, quoi=QUOI)
    if lue.etat in EN_ATTENTE:
        PageLue.objects.filter(relecture=lue).delete()
        lue.etat, lue.vivant_le, lue.nombre_pages = Etat.EN_LECTURE, maintenant, None
        lue.save(update_fields=["etat", "vivant_le", "nombre_pages"])


@transaction.atomic
def ranger_texte(*, relecture: Relecture, source: Source, maintenant: datetime) -> None:
    """The text is read: keep its pages."""
    lue = verrouiller(relecture, None, quoi=QUOI)
    if lue.etat not in EN_ATTENTE:
        return
    decoupe = pages(source)
    PageLue.objects.filter(relecture=lue).delete()
    PageLue.objects.bulk_create(
        PageLue(collectivite_id=lue.collectivite_id, relecture=lue, numero=p.numero, debut=p.debut, fin=p.fin,
                texte=propre(source.texte[p.debut : p.fin]))
        for p in decoupe
    )  # fmt: skip
    lue.forme, lue.nombre_pages, lue.vivant_le = source.genre, len(decoupe), maintenant
    lue.ecarts = [propre_json(e.en_json()) for e in source.avertissements]
    lue.save(update_fields=["forme", "nombre_pages", "vivant_le", "ecarts"])


def source_gardee(relecture: Relecture) -> Source:
    """The document as it was read, from its pages."""
    lues = list(PageLue.objects.filter(relecture=relecture).order_by("numero"))
    decoupe = tuple(Page(p.numero, p.debut, p.fin) for p in lues)
    forme: Any = relecture.forme
    return Source(relecture.nom, forme, "".join(p.texte for p in lues), decoupe)


@transaction.atomic
def ranger_lecture(*, relecture: Relecture, lecture: Lecture, maintenant: datetime) -> Relecture | None:
    """What the document says is read: keep its elements, each with its passage; ``None`` when it was set aside."""
    lue = verrouiller(relecture, None, quoi=QUOI)
    if lue.etat not in EN_ATTENTE:
        return None
    lues = PageLue.objects.filter(relecture=lue).order_by("numero").values_list("numero", "debut", "fin")
    decoupe = [Page(*ligne) for ligne in lues]
    rattaches = rattacher(lecture.elements, decoupe)
    elements = ElementLu.objects.bulk_create(_element(lue, rang, r) for rang, r in enumerate(rattaches))
    fils = [(e, elements[r.parent]) for e, r in zip(elements, rattaches, strict=True) if r.parent is not None]
    fils += _placer_les_fiches(lue, lecture, elements, decoupe)
    for enfant, parent in fils:
        enfant.parent = parent
    ElementLu.objects.bulk_update([e for e, _ in fils], ["parent"], batch_size=500)
    connues = {n.value for n in Relecture.Nature}
    lue.nature_lue = lecture.type[:40]
    lue.nature = lecture.type if lecture.type in connues else Relecture.Nature.AUTRE
    lue.ecarts = [*lue.ecarts, *(propre_json(e.en_json()) for e in lecture.ecarts)]
    lue.retouches, lue.lu_le, lue.etat, lue.version = len(lecture.retouches), maintenant, Etat.A_RELIRE, lue.version + 1
    for champ, valeur in champs_du_cadre([e.en_lu() for e in elements], lue.nature).items():
        setattr(lue, champ, valeur)
    lue.save()
    journaliser("relecture:lire", objet=lue, par=lue.par, elements=len(elements), pages=lue.nombre_pages)
    return lue


def _placer_les_fiches(
    lue: Relecture, lecture: Lecture, elements: Sequence[ElementLu], decoupe: Sequence[Page]
) -> list[tuple[ElementLu, ElementLu]]:
    """The part of each fiche that stands apart, as the text of the parts says it; the second part and the next ones
    become elements of their own, that a person may refuse."""
    if all(e.parent for e in lecture.elements if e.genre == "fiche"):
        return []
    dits = renvois(source_gardee(lue).texte, lecture.elements)
    ElementLu.objects.bulk_create(
        ElementLu(collectivite_id=lue.collectivite_id, relecture=lue, rang=elements[fiche].rang + n, genre=RATTACHEMENT,
                  parent=elements[fiche], texte=elements[r.partie].texte, debut=r.passage.debut, fin=r.passage.fin,
                  page=page_de(r.passage.debut, decoupe), confiance=elements[r.partie].confiance,
                  lu={"texte": elements[r.partie].texte})
        for fiche, liste in dits.items() for n, r in enumerate(liste[1:PAS], 1)
    )  # fmt: skip
    return [(elements[fiche], elements[liste[0].partie]) for fiche, liste in dits.items()]


def _element(relecture: Relecture, rang: int, r: Rattache) -> ElementLu:
    e = r.element
    lu = propre_json(e.en_json())
    colonnes = {
        nom: propre(str(en_nombre(valeur)) if (valeur := getattr(e, nom)) is not None else "")
        for nom in ("numero", "valeur", "unite", "source", "periode", "precision", "statut")
    }
    for nom, valeur in colonnes.items():
        colonnes[nom] = valeur[: longueur(nom)]
    return ElementLu(
        collectivite_id=relecture.collectivite_id, relecture=relecture, rang=rang * PAS, genre=e.genre[:30],
        texte=propre(e.texte), liste=r.liste[:120], niveau=int(getattr(e, "niveau", None) or 1),
        debut=e.passage.debut, fin=e.passage.fin, page=r.page, confiance=e.confiance.value,
        code=_code(e.genre, e.source or "", e.texte), lu=lu, **colonnes,
    )  # fmt: skip


PAS = 100
"""Between the ranks of two elements: what is added takes its place in between."""


def _code(genre_lu: str, source: str, texte: str) -> str:
    if CODE not in genre(genre_lu).champs:
        return ""
    if genre_lu == "places":
        return ""  # the reader does not tell a total from its detail
    return code_du_montant(source, texte) if genre_lu == "montant" else etape_dite(texte)


def propre_json(valeur: Any) -> Any:
    """Plain data without the characters that a database refuses."""
    if isinstance(valeur, str):
        return propre(valeur)
    if isinstance(valeur, dict):
        return {c: propre_json(v) for c, v in valeur.items()}
    return [propre_json(v) for v in valeur] if isinstance(valeur, list) else valeur


@transaction.atomic
def refuser_document(*, relecture: Relecture, fautes: Sequence[Faute], maintenant: datetime) -> None:
    """The document cannot be read: say why."""
    lue = verrouiller(relecture, None, quoi=QUOI)
    if lue.etat not in EN_ATTENTE:
        return
    PageLue.objects.filter(relecture=lue).delete()
    lue.etat, lue.lu_le, lue.fautes, lue.version = (
        Etat.REFUSE,
        maintenant,
        [f.en_json() for f in fautes],
        lue.version + 1,
    )
    lue.save(update_fields=["etat", "lu_le", "fautes", "version"])
    journaliser("relecture:refuser", objet=lue, par=lue.par, fautes=len(fautes))


@transaction.atomic
def ecarter(*, relecture: Relecture, par: Agent | None) -> None:
    """Set the document aside: it leaves the list, what was imported of it stays.

    Raises:
        EntreeRefusee: it is aside already.
    """
    lue = verrouiller(relecture, None, quoi=QUOI)
    if lue.etat == Etat.ECARTE:
        raise EntreeRefusee(
            [Faute("etat", "Ce document est déjà écarté : rien à faire.", lue.etat)], quoi="le document"
        )
    lue.etat, lue.version = Etat.ECARTE, lue.version + 1
    lue.save(update_fields=["etat", "version"])
    journaliser("relecture:ecarter", objet=lue, par=par)
