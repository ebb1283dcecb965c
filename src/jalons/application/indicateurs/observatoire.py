"""Values that the observatory proposes: the last run that is done, for an indicator tied to one of its own.

Nothing is ever written by a run: somebody who may enter values does it with one click, or refuses with a reason. The
value has its own source beside those entered by hand, and the page shows the gap as it does for any two sources.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from jalons.analyse.indicateurs.lecture import indicateurs
from jalons.analyse.indicateurs.modele import Indicateur as Definition
from jalons.application.acces.models import Agent
from jalons.application.indicateurs import places, services
from jalons.application.indicateurs.models import Indicateur, LienObservatoire, ReponseObservatoire, Valeur
from jalons.application.indicateurs.sources import nom as nom_de_source
from jalons.application.observatoire.models import Calcul
from jalons.application.observatoire.tableaux import selectors
from jalons.application.socle.journal import journaliser
from jalons.noyau.dates import DateCivile, texte_du_jour

SOURCE = "OBSERVATOIRE"
DECIMALES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Proposee:
    """What a run says of an indicator.

    Attributes:
        reponse: the answer already given to this very figure, if any.
    """

    definition: Definition
    calcul: Calcul | None
    periode: DateCivile | None
    valeur: Decimal | None
    reponse: ReponseObservatoire | None = None

    @property
    def attend(self) -> bool:
        """Whether somebody should answer."""
        return self.valeur is not None and self.reponse is None

    @property
    def origine(self) -> str:
        """The source in words."""
        return "" if self.calcul is None else f"observatoire, {self.calcul} du {texte_du_jour(self.calcul.au)}"


def codes() -> list[tuple[str, str]]:
    """Indicators of registers to which one may tie one of a contract: code, name."""
    return [(i.code, f"{i.libelle} ({i.unite})") for i in indicateurs().values() if i.base != "series"]


def lire(indicateur: Indicateur) -> Proposee | None:
    """What the last run proposes; ``None``: the indicator is tied to nothing. One query, three when it is tied."""
    lien = LienObservatoire.objects.filter(indicateur=indicateur).first()
    definition = indicateurs().get(lien.code) if lien is not None else None
    if definition is None:
        return None
    lue = selectors.valeur(indicateur.collectivite_id, definition.code)
    if lue is None:
        return Proposee(definition, None, None, None)
    calcul, brute = lue
    valeur, periode = Decimal(repr(brute)).quantize(DECIMALES), _periode(indicateur, calcul)
    reponses = ReponseObservatoire.objects.filter(indicateur=indicateur, periode=periode, valeur=valeur)
    return Proposee(definition, calcul, periode, valeur, reponses.select_related("par", "calcul").first())


def _periode(indicateur: Indicateur, calcul: Calcul) -> DateCivile:
    annuelle = indicateur.frequence == Indicateur.Frequence.ANNUELLE
    return DateCivile(calcul.au.year) if annuelle else DateCivile(calcul.au.year, calcul.au.month)


@transaction.atomic
def lier(*, indicateur: Indicateur, code: str, par: Agent | None) -> None:
    """Tie an indicator to one of the observatory or to a figure of missing places; an empty code unties it.

    Raises:
        ValidationError: no such indicator.
    """
    if code and code not in dict([*codes(), *places.codes()]):
        raise ValidationError({"code": [f"« {code} » n'est pas un indicateur de l'observatoire : choisissez-en un."]})
    LienObservatoire.objects.filter(indicateur=indicateur).delete()
    if code:
        LienObservatoire.objects.create(collectivite_id=indicateur.collectivite_id, indicateur=indicateur, code=code)
    journaliser("indicateurs:lier_observatoire", objet=indicateur, par=par, code=code)


@transaction.atomic
def repondre(
    *, indicateur: Indicateur, calcul: int, entrer: bool, par: Agent | None, motif: str = ""
) -> ReponseObservatoire:
    """Enter the value proposed by the run of that number, or refuse it with a reason.

    Raises:
        ValidationError: a later run proposes something else, it was answered, refused without a reason, or a value of
            this source was entered by hand: nothing is written.
    """
    Indicateur.objects.select_for_update(of=("self",)).get(pk=indicateur.pk)
    lue = lire(indicateur)
    if lue is None or lue.calcul is None or lue.valeur is None or lue.periode is None or lue.calcul.pk != calcul:
        raise ValidationError("Un calcul plus récent a remplacé celui-ci : relisez la valeur qu'il propose.")
    if lue.reponse is not None:
        raise ValidationError("Une réponse est déjà donnée à cette valeur : la page la montre.")
    if not entrer and not motif.strip():
        raise ValidationError({"motif": ["Dites pourquoi la valeur est refusée : l'observatoire lira ce motif."]})
    if entrer:
        _entrer(indicateur, lue, par)
    reponse = ReponseObservatoire(
        collectivite_id=indicateur.collectivite_id, indicateur=indicateur, calcul=lue.calcul, valeur=lue.valeur,
        entree=entrer, motif="" if entrer else motif.strip(), par=par,
    )  # fmt: skip
    reponse.periode = lue.periode
    reponse.save()
    acte = "indicateurs:entrer_observatoire" if entrer else "indicateurs:refuser_observatoire"
    journaliser(acte, objet=indicateur, par=par, calcul=calcul)
    return reponse


def _entrer(indicateur: Indicateur, lue: Proposee, par: Agent | None) -> None:
    """Write the value under its own source, unless somebody wrote one there by hand."""
    if lue.valeur is None or lue.periode is None:
        raise ValidationError("Aucune valeur n'est proposée.")
    deja = Valeur.objects.filter(indicateur=indicateur, periode=lue.periode, source=SOURCE).first()
    entrees = ReponseObservatoire.objects.filter(indicateur=indicateur, periode=lue.periode, entree=True)
    if deja is not None and deja.valeur not in set(entrees.values_list("valeur", flat=True)):
        raise ValidationError(
            f"Une valeur de la source « {nom_de_source(SOURCE)} » a été saisie à la main pour {lue.periode} : "
            "elle n'est pas remplacée. "
            "Retirez-la d'abord, ou refusez celle-ci."
        )
    services.saisir_valeur(
        indicateur=indicateur, periode=lue.periode, source=SOURCE, valeur=lue.valeur, par=par,
        commentaire=lue.origine[:1].upper() + lue.origine[1:],
    )  # fmt: skip
