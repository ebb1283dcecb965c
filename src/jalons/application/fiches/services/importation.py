"""A file that describes a whole frame (contract, schéma) into the base, once or again.

Re-importing compares three states: the file imported last, the new file, and what the base says now. What the two
files agree on is left as agents made it; what changed between them is written. A frame that was not imported is
compared with itself: what the file says replaces it, what the file leaves out goes. Fiches are never deleted, and
their status, notes and contents are not in such a file: an import does not touch them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from django.db.models import QuerySet

from jalons.application.acces.models import Agent
from jalons.application.fiches.models import Cadre
from jalons.application.socle.attente import attendre
from jalons.application.territoires.models import Collectivite
from jalons.noyau.differences import Difference, differences, fusionner
from jalons.noyau.gabarit_donnees import en_donnees, relire
from jalons.noyau.saisie import EntreeRefusee, Faute

IMPORTE = "importe"
"""Key of ``declarations`` under which the last file imported is kept, to tell what a new one changes."""


class Dossier(Protocol):
    """What a file says of a frame."""

    @property
    def departement(self) -> str:
        """Code of the collectivité."""

    @property
    def intitule(self) -> str:
        """Title of the frame."""


D = TypeVar("D", bound=Dossier)
C = TypeVar("C", bound=Any)
"""The model that extends ``Cadre``: it has ``cadre``, ``collectivite`` and ``declarations``."""


@dataclass(frozen=True, slots=True)
class Apercu(Generic[D, C]):
    """What an import would do.

    Attributes:
        connu: what the file describes, if the base knows it already.
        resultat: the dossier after the import.
        changements: from what the base says now to ``resultat``.
    """

    connu: C | None
    resultat: D
    changements: list[Difference]


def reserver_le_titre(nature: Cadre.Nature, dossier: Dossier) -> None:
    """Let whoever creates or imports a frame of the same title wait: titles name frames, and no row holds a new one."""
    attendre(f"cadre {nature} {dossier.departement} {dossier.intitule.casefold()}")


def exiger_un_titre_libre(nature: Cadre.Nature, dossier: Dossier, tous: QuerySet[Any]) -> None:
    """Refuse to create a frame whose title is taken, by one that a colleague is just creating too.

    Args:
        tous: those of that nature in the open perimeter.

    Raises:
        EntreeRefusee: another one of the collectivité has this title.
    """
    reserver_le_titre(nature, dossier)
    refuser_un_titre_pris(nature, dossier, tous)


def refuser_un_titre_pris(nature: Cadre.Nature, dossier: Dossier, tous: QuerySet[Any]) -> None:
    """The same without waiting for anybody: for who writes nothing, or has reserved the title.

    Raises:
        EntreeRefusee: another one of the collectivité has this title.
    """
    if tous.filter(collectivite=dossier.departement, cadre__titre__iexact=dossier.intitule).exists():
        message = f"Un {nature.label.lower()} s'intitule déjà « {dossier.intitule} » : choisissez un autre intitulé."
        raise EntreeRefusee([Faute("intitule", message, dossier.intitule)], quoi=str(nature.label))


@dataclass(frozen=True)
class Importeur(Generic[D, C]):
    """How the files of one nature of frame come into the base.

    Attributes:
        des: the plural by which a refusal names them: « contrats ».
        tous: those of the open perimeter, with their frame.
        neuf: one that is not saved yet, for a dossier.
        dossier: what the base says of one now.
        ecrire: brings one to a dossier; the number of rows written. It raises every fault at once.
    """

    nature: Cadre.Nature
    des: str
    forme: type[D]
    tous: Callable[[], QuerySet[Any]]
    neuf: Callable[[D], C]
    dossier: Callable[[C], D]
    ecrire: Callable[..., int]

    def trouver(self, dossier: D) -> C | None:
        """That of the same collectivité and title, in the open perimeter.

        Raises:
            EntreeRefusee: several have them.
        """
        memes = self.tous().filter(collectivite=dossier.departement, cadre__titre__iexact=dossier.intitule)[:2]
        if len(memes) > 1:
            message = f"Plusieurs {self.des} s'intitulent « {dossier.intitule} » : renommez-en un, puis recommencez."
            raise EntreeRefusee([Faute("intitule", message, dossier.intitule, "un intitulé unique")], quoi="Import")
        return memes[0] if memes else None

    def previsualiser(self, dossier: D, connu: C | None) -> Apercu[D, C]:
        """What importing ``dossier`` would change; nothing is written.

        Args:
            connu: what to bring up to date; found by its title when not given.
        """
        vise = connu or self.trouver(dossier)
        if vise is None:
            return Apercu(None, dossier, differences({}, en_donnees(dossier)))
        actuel, nouveau = en_donnees(self.dossier(vise)), en_donnees(dossier)
        fusion = fusionner(vise.declarations.get(IMPORTE, actuel), nouveau, actuel)
        return Apercu(vise, relire(self.forme, fusion), differences(actuel, fusion))

    def preparer(self, dossier: D, connu: C | None) -> Apercu[D, C]:
        """The same, before writing: nobody else imports this title nor changes this row until the end.

        Must run in a transaction.

        Raises:
            EntreeRefusee: the collectivité is not one, or several have this title.
        """
        _exiger_collectivite(dossier)
        reserver_le_titre(self.nature, dossier)
        vise = connu or self.trouver(dossier)
        if vise is not None:
            vise = self.tous().select_for_update(of=("self",), no_key=True).get(pk=vise.pk)
        return self.previsualiser(dossier, vise)

    def importer(self, dossier: D, apercu: Apercu[D, C], *, par: Agent | None) -> tuple[C, int]:
        """Write what ``preparer`` has shown; the object and the number of rows written.

        Raises:
            EntreeRefusee: every value that does not fit; the transaction must be undone.
        """
        ecrit = apercu.connu or self.neuf(dossier)
        base = en_donnees(dossier)
        nouvelle = ecrit.declarations.get(IMPORTE) != base
        connu = not ecrit._state.adding
        ecrit.declarations = {**ecrit.declarations, IMPORTE: base}
        lignes = self.ecrire(ecrit, apercu.resultat, par=par)
        if nouvelle and connu:
            ecrit.save(update_fields=["declarations"])
        return ecrit, lignes


def _exiger_collectivite(dossier: Dossier) -> None:
    if Collectivite.objects.filter(pk=dossier.departement).exists():
        return
    message = (
        f"« {dossier.departement} » n'est pas le code d'une collectivité compétente : écrivez par exemple 15, 69D, 69M "
        "ou 6AE."
    )
    raise EntreeRefusee([Faute("departement", message, dossier.departement, "un code de collectivité")], quoi="Import")
