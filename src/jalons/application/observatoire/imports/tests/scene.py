"""A small extract of the Cantal: rows with a fault of each weight, deposited and checked without the job that does it."""

from contextlib import suppress
from datetime import UTC, datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import StopFutureHandlers

from jalons.application.observatoire.imports import services, travail
from jalons.application.observatoire.imports.models import Importation
from jalons.application.observatoire.imports.televersement import VersLeDisque

MAINTENANT = datetime(2026, 3, 2, 9, tzinfo=UTC)
COLONNES = ("NUMANONYM", "TYPEV", "DECISION", "NATPDECADM", "TYPINTERDOM", "DATDECPE", "DATDEB", "ANAIS", "MNAIS",
            "SEXE", "EQUIPE")  # fmt: skip


def identifiant(rang):
    return f"{rang:040x}"


def evenement(rang, **cellules):
    """A sound start of measure, unless told."""
    sain = {
        "NUMANONYM": identifiant(rang), "TYPEV": "1", "DECISION": "1", "NATPDECADM": "10", "TYPINTERDOM": "2",
        "DATDECPE": "2025-03-04", "DATDEB": "2025-03-10", "ANAIS": "2014", "MNAIS": "05", "SEXE": "1",
        "EQUIPE": "MDS Nord",
    }  # fmt: skip
    return sain | cellules


def csv(*evenements):
    lignes = [";".join(COLONNES), *(";".join(e[c] for c in COLONNES) for e in evenements)]
    return ("\n".join(lignes) + "\n").encode()


SAINS = [evenement(n) for n in range(1, 6)]
SANS_DECISION = evenement(7, DECISION="", EQUIPE="MDS Sud")
SANS_DEBUT = evenement(8, DATDEB="", EQUIPE="MDS Sud")
FAUTIF = csv(*SAINS, SANS_DECISION, SANS_DEBUT)


def recu(contenu, nom="extrait.csv"):
    """A file as the upload handler leaves it."""
    poste = VersLeDisque()
    poste.handle_raw_input()
    with suppress(StopFutureHandlers):
        poste.new_file("fichiers", nom, "text/csv", len(contenu))
    poste.receive_data_chunk(contenu, 0)
    return poste.file_complete(len(contenu))


def envoye(contenu, nom="extrait.csv"):
    """The same, for a browser."""
    return SimpleUploadedFile(nom, contenu)


def deposer(contenu=FAUTIF, *, nom="extrait.csv", annee=2025, collectivite="15", regime="", par=None, **plus):
    fichiers = contenu if isinstance(contenu, list) else [recu(contenu, nom)]
    return services.deposer(
        collectivite=collectivite, annee=annee, regime=regime, fichiers=fichiers, par=par, maintenant=MAINTENANT, **plus
    )


def verifier(importation):
    travail.verifier(importation, maintenant=MAINTENANT)
    return Importation.objects.get(pk=importation.pk)


def verifiee(contenu=FAUTIF, **plus):
    """An import, checked."""
    return verifier(deposer(contenu, **plus))
