"""What the page of an edition shows, from the point of view of one agent."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from jalons.analyse.publications import page as engine
from jalons.analyse.publications.modele import Contenu
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.observatoire.publications import cycle, selectors
from jalons.application.observatoire.publications.models import Publication

MASQUES_MONTRES = 200
"""Hidden cells of a log shown on a page; the whole is in the file of the command line."""


def fragment(publication: Publication) -> SafeString | None:
    """The edition as its readers see it; ``None`` without a preview."""
    if publication.contenu is None:
        return None
    return mark_safe(engine.fragment(Contenu.lire(publication.contenu)))  # noqa: S308 - the engine escapes every value


def contexte(requete: Requete, publication: Publication) -> dict[str, Any]:
    """Everything that the page needs."""
    code = publication.collectivite_id
    prepare = selectors.peut(requete.droits, Permission.PUBLICATION_PREPARER, code)
    valide = selectors.peut(requete.droits, Permission.PUBLICATION_VALIDER, code)
    auteurs = cycle.refus_de_repondre(
        cycle.Etat(publication.etat), qui=requete.user.pk, auteurs=publication.auteurs
    )  # fmt: skip
    return {
        "publication": publication, "fragment": fragment(publication), "sorties": selectors.sorties(publication),
        "tableaux": [t | {"jour": date.fromisoformat(t["au"])} for t in publication.declaration["tableaux"]],
        "publiee": publication.etat == Publication.Etat.PUBLIEE,
        "corrections": selectors.corrections(publication), "interne": prepare or valide,
        "modifiable": prepare and cycle.Etat(publication.etat) in cycle.MODIFIABLES,
        "peut_examiner": valide and publication.etat == Publication.Etat.DEMANDEE, "empechee": auteurs,
        "dossier": publication.dossier if prepare or valide else None,
        "demandable": not cycle.refus_de_demander(
            cycle.Etat(publication.etat), apercu=publication.contenu is not None,
            resiste=bool(publication.dossier and publication.dossier["resiste"]),
        ),
        "masques_montres": MASQUES_MONTRES,
    }  # fmt: skip
