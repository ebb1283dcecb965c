"""History by triggers: every insertion, change and deletion of a tracked row, whoever wrote it and however."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

import pghistory
import pgtrigger
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from pghistory.models import Event
from pghistory.trigger import Event as Declencheur

from jalons.application.socle.lignes import lire_lignes, objets
from jalons.noyau.accord import compter

M = TypeVar("M", bound=models.Model)


class Evenement(Event):
    """Base of the event tables: a wide key, since they only grow."""

    pgh_id = models.BigAutoField(primary_key=True)

    class Meta:
        abstract = True


class _DeclencheurEnLot(Declencheur):
    """One statement of history for all the rows that a statement inserts."""

    def get_func(self, model: Any) -> pgtrigger.Func:
        """As the library writes it, without the shared table of contexts, which nobody here fills nor protects."""
        fonction = super().get_func(model).func  # type: ignore[no-untyped-call]
        for morceau in (
            "WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) ",
            ", _pgh_attached_context",
        ):
            if morceau not in fonction:
                raise RuntimeError(f"pghistory writes its triggers otherwise: {morceau!r} is not in {fonction!r}.")
            fonction = fonction.replace(morceau, "")
        return pgtrigger.Func(fonction)  # type: ignore[no-untyped-call]


class _CreationsEnLot(pghistory.InsertEvent):
    """Insertions kept statement by statement: a tenth of the cost of a trigger for each row."""

    def add_event_trigger(self, event_model: Any) -> None:
        """Register the trigger."""
        declencheur = _DeclencheurEnLot(  # type: ignore[no-untyped-call]
            event_model=event_model, label=self.label, name=self.trigger_name, row=self.row, operation=self.operation,
            level=pghistory.Statement,
        )  # fmt: skip
        pgtrigger.register(declencheur)(event_model.pgh_tracked_model)


def historiser(*, en_lot: bool = False, **options: Any) -> Callable[[type[M]], type[M]]:
    """Decorate a model so that triggers copy each state of its rows into ``<Model>Event``.

    The event table is protected like the model itself and can only be read by the web role (see ``verrou``).

    Args:
        en_lot: rows are mostly inserted many at once: one trigger for each statement instead of one for each row.
    """
    return pghistory.track(  # type: ignore[no-any-return]
        _CreationsEnLot() if en_lot else pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        base_model=Evenement,
        obj_field=pghistory.ObjForeignKey(related_name="evenements"),
        **options,
    )


ACTES = {"insert": "Création", "update": "Modification", "delete": "Suppression"}
NOMS = ("titre", "libelle", "nom", "texte", "code", "numero")
"""Fields that name a row, the best first."""


@dataclass(frozen=True, slots=True)
class ChampChange:
    """One field of a change, in words: name, value before, value after (empty text: no value)."""

    nom: str
    avant: str
    apres: str


@dataclass(frozen=True, slots=True)
class Version:
    """One change of a row.

    Attributes:
        agent: key of the agent who acted; ``None`` for a command or the database's owner.
        acte: "Création", "Modification" or "Suppression".
        champs: the fields that changed; empty for a creation or a deletion.
        nature: what the row is, in words ("fiche action").
        nom: its title at that moment; may be empty.
    """

    le: datetime
    agent: int | None
    acte: str
    champs: tuple[ChampChange, ...] = ()
    nature: str = ""
    nom: str = ""


def historique(objet: models.Model, *, limite: int = 200) -> list[Version]:
    """The last ``limite`` changes of ``objet``, the latest first, with readable values.

    One query, and one more for each model whose rows changed fields point to. Changes that touch nothing a reader
    sees are left out.

    Raises:
        TypeError: the model of ``objet`` is not decorated by ``historiser``.
    """
    return versions(type(objet), limite=limite, pgh_obj_id=objet.pk)


def versions(modele: type[models.Model], *, limite: int = 200, **filtre: Any) -> list[Version]:
    """The last ``limite`` changes of the rows of ``modele`` whose states answer ``filtre``, even deleted since.

    Args:
        filtre: conditions on the event rows, e.g. ``pgh_obj_id=3`` or ``contrat_id=3`` for what hangs on a contract.

    Raises:
        TypeError: ``modele`` is not decorated by ``historiser``.
    """
    return versions_de([(modele, filtre)], limite=limite)


def versions_de(suivis: Iterable[tuple[type[models.Model], Mapping[str, Any]]], *, limite: int = 200) -> list[Version]:
    """The same for several models: ``limite`` changes of each, model after model. One query for the states of all.

    Raises:
        TypeError: a model is not decorated by ``historiser``.
    """
    demandes = list(suivis)
    lus = lire_lignes({str(n): _derniers(modele, filtre, limite + 1) for n, (modele, filtre) in enumerate(demandes)})
    par_modele = [
        (modele, _changements(modele, _evenements(modele, lus[str(n)]))[-limite:])
        for n, (modele, _) in enumerate(demandes)
    ]
    noms = _noms_des_liens(change for _, changes in par_modele for change in changes)
    lues = [
        _version(modele, evenement, differences, noms)
        for modele, changes in par_modele
        for evenement, differences in reversed(changes)
    ]
    return [v for v in lues if v.champs or v.acte != ACTES["update"]]


def _derniers(modele: type[models.Model], filtre: Mapping[str, Any], nombre: int) -> models.QuerySet[Any]:
    evenements = getattr(modele, "pgh_event_model", None)
    if evenements is None:
        raise TypeError(f"{modele.__name__} has no history: decorate it with historiser().")
    return evenements.objects.filter(**filtre).order_by("-pgh_id")[:nombre]  # type: ignore[no-any-return]


def _evenements(modele: type[models.Model], lignes: list[dict[str, Any]]) -> list[Any]:
    """The event rows, the earliest first, from their JSON."""
    return sorted(objets(modele.pgh_event_model, lignes), key=lambda e: int(e.pgh_id))  # type: ignore[attr-defined]


def _changements(modele: type[models.Model], lignes: Iterable[Any]) -> list[tuple[Any, list[Difference]]]:
    champs = [c for c in modele._meta.concrete_fields if c.editable and not c.primary_key]
    avant: dict[Any, Any] = {}
    changes = []
    for ligne in lignes:
        changes.append((ligne, _differences(champs, avant.get(ligne.pgh_obj_id), ligne)))
        avant[ligne.pgh_obj_id] = ligne
    return changes


Difference = tuple["models.Field[Any, Any]", Any, Any]
VERSION = "version"


def depuis(objet: models.Model, version: int, *, limite: int = 20) -> list[Version]:
    """What happened to a row with a ``version`` field since it bore ``version``, the latest first.

    Args:
        version: 0 for a row that did not exist: its creation then shows what it says, instead of nothing.
        limite: changes shown at most.
    """
    modele = type(objet)
    lignes = modele.pgh_event_model.objects.filter(pgh_obj_id=objet.pk, version__gte=version).order_by("pgh_id")  # type: ignore[attr-defined]
    champs = [c for c in modele._meta.concrete_fields if c.editable and not c.primary_key and c.name != VERSION]
    avant: Any = None
    changes = []
    for ligne in lignes:
        if ligne.version > version:
            changes.append((ligne, _nees(champs, ligne) if avant is None else _differences(champs, avant, ligne)))
        avant = ligne
    noms = _noms_des_liens(changes)
    lues = [_version(modele, evenement, differences, noms) for evenement, differences in changes[-limite:]]
    return list(reversed(lues))


def _nees(champs: Iterable[models.Field[Any, Any]], ligne: Any) -> list[Difference]:
    """What a row says when it appears, without what it belongs to."""
    propres = [(c, getattr(ligne, c.attname, None)) for c in champs if not isinstance(c, models.ForeignKey)]
    return [(c, None, valeur) for c, valeur in propres if valeur not in (None, "", False)]


def _differences(champs: Iterable[models.Field[Any, Any]], avant: Any, apres: Any) -> list[Difference]:
    if avant is None or apres.pgh_label != "update":
        return []
    paires = [(c, getattr(avant, c.attname, None), getattr(apres, c.attname, None)) for c in champs]
    return [(c, a, b) for c, a, b in paires if a != b]


def _noms_des_liens(changes: Iterable[tuple[Any, list[Difference]]]) -> dict[type[models.Model], dict[Any, str]]:
    cles: dict[type[models.Model], set[Any]] = {}
    for _, differences in changes:
        for champ, avant, apres in differences:
            if isinstance(champ, models.ForeignKey) and isinstance(champ.related_model, type):
                cles.setdefault(champ.related_model, set()).update({avant, apres} - {None})
    return {m: {o.pk: str(o) for o in m._default_manager.filter(pk__in=c)} for m, c in cles.items()}


def _version(
    modele: type[models.Model],
    evenement: Any,
    differences: list[Difference],
    noms: Mapping[type[models.Model], dict[Any, str]],
) -> Version:
    contexte = evenement.pgh_context or {}
    return Version(
        le=evenement.pgh_created_at,
        agent=contexte.get("agent"),
        acte=ACTES.get(evenement.pgh_label, evenement.pgh_label),
        champs=tuple(
            ChampChange(_capitale(str(c.verbose_name)), valeur_en_mots(c, a, noms), valeur_en_mots(c, b, noms))
            for c, a, b in differences
        ),
        nature=str(modele._meta.verbose_name),
        nom=next((str(v) for n in NOMS if (v := getattr(evenement, n, None)) not in (None, "")), ""),
    )


def _capitale(texte: str) -> str:
    return texte[:1].upper() + texte[1:]


def valeur_en_mots(
    champ: models.Field[Any, Any], valeur: Any, noms: Mapping[type[models.Model], dict[Any, str]]
) -> str:
    """A stored value as a reader sees it: label of a choice, name of a linked row, date in words.

    Args:
        noms: names of linked rows, by model and key; a row that cannot be seen any more reads "n° <key>".
    """
    if valeur is None or valeur == "":
        return ""
    if isinstance(champ, models.ForeignKey) and isinstance(champ.related_model, type):
        return noms.get(champ.related_model, {}).get(valeur, f"n° {valeur}")
    if champ.choices:
        return str(dict(champ.flatchoices).get(valeur, valeur))
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, datetime):
        return date_format(timezone.localtime(valeur), "j F Y, H:i")
    if isinstance(valeur, date):
        return date_format(valeur, "j F Y")
    return _texte(valeur)


def _texte(valeur: Any) -> str:
    if isinstance(valeur, bytes | memoryview):
        return f"fichier de {len(bytes(valeur))} octets"
    if isinstance(valeur, dict | list):
        return _abrege(_structure(valeur))
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, Decimal):
        return f"{valeur.normalize():,f}".replace(",", "\u202f").replace(".", ",")
    return str(valeur)


def _structure(valeur: dict[str, Any] | list[Any]) -> str:
    """Simple values one after the other; of what is deeper, how much there is."""
    if any(isinstance(v, dict | list) for v in (valeur.values() if isinstance(valeur, dict) else valeur)):
        return compter(len(valeur), "élément")
    if isinstance(valeur, dict):
        return ", ".join(f"{cle.replace('_', ' ')} : {_texte(v)}" for cle, v in valeur.items())
    return ", ".join(map(_texte, valeur))


def _abrege(texte: str) -> str:
    """A structure is only hinted at: it may hold thousands of figures."""
    return texte if len(texte) <= 300 else f"{texte[:300]}…"
