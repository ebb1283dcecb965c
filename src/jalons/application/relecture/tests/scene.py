"""A small schéma of an invented département: its text, and a reading of it made by hand, so that tests owe the reader
nothing."""

from datetime import UTC, datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from jalons.application.relecture import services
from jalons.application.relecture.models import FicheLue, Relecture
from jalons.lecture.modele import Confiance, Element, Lecture, Page, Passage, Source
from jalons.noyau.dates import DateCivile
from jalons.noyau.ecarts import Ecart, Gravite

MAINTENANT = datetime(2026, 3, 2, 9, tzinfo=UTC)
PAGES = (
    "Schéma de la Haute-Rive\n\nENGAGEMENT 1 Prévenir tôt\nAller vers les familles\n",
    "Fiche 1 Visites à domicile\nPilote : Service de PMI\nPartenaires : CAF\nAction 1 Former les équipes\n"
    "- Recenser les besoins\n",
    "Fiche 2 Accueil de jour\nPilote : Direction de l'enfance\nRésultats attendus : moins d'attente\n"
    "Le document annonce 3 fiches.\n",
)
TEXTE = "".join(PAGES)
OCTETS = TEXTE.encode()
SUR, DOUTEUX = Confiance.SUR, Confiance.DOUTEUX


def lu(genre, texte, *, confiance=SUR, **plus):
    """An element whose passage is where its text stands."""
    debut = max(0, TEXTE.find(texte))
    return Element(genre, texte, Passage(debut, debut + len(texte)), confiance=confiance, **plus)


def elements():
    return (
        lu("engagement", "Prévenir tôt", numero=1),
        lu("sous_theme", "Aller vers les familles", parent="engagement 1"),
        lu("fiche", "Visites à domicile", numero=1),
        lu("pilote", "Service de PMI", parent="fiche 1"),
        lu("partenaire", "CAF", parent="fiche 1", confiance=DOUTEUX),
        lu("action", "Former les équipes", numero=1, parent="fiche 1"),
        lu("point", "Recenser les besoins", parent="fiche 1 action 1", confiance=DOUTEUX),
        lu("fiche", "Accueil de jour", numero=2, confiance=DOUTEUX),
        lu("resultat_attendu", "moins d'attente", parent="fiche 2"),
        lu("pilote", "Direction de l'enfance", parent="fiche 2"),
        lu("effectif", "fiches", valeur=3),
    )


ECARTS = (
    Ecart("fiches_annoncees", Gravite.AVERTISSEMENT, True, "3 fiches annoncées, 2 trouvées : vérifiez.",
          {"annoncees": 3, "trouvees": 2}, objet="fiche"),
)  # fmt: skip


def source(nom="schema.txt"):
    bornes, debut = [], 0
    for rang, texte in enumerate(PAGES, 1):
        bornes.append(Page(rang, debut, debut + len(texte)))
        debut += len(texte)
    return Source(nom, "txt", TEXTE, tuple(bornes))


def recu(contenu=OCTETS, nom="schema.txt"):
    return SimpleUploadedFile(nom, contenu)


def deposee(collectivite="15", par=None, **plus):
    return services.deposer(collectivite=collectivite, fichier=recu(**plus), par=par, maintenant=MAINTENANT)


def relue(collectivite="15", par=None, *, elements_lus=None, nature="schema", decrite=True, nom="schema.txt"):
    """A document read, whose review can begin."""
    recue = deposee(collectivite, par, nom=nom)
    services.commencer(relecture=recue, maintenant=MAINTENANT)
    services.ranger_texte(relecture=recue, source=source(nom), maintenant=MAINTENANT)
    lecture = Lecture(nom, nature, elements() if elements_lus is None else elements_lus, ECARTS)
    services.ranger_lecture(relecture=recue, lecture=lecture, maintenant=MAINTENANT)
    return decrire(recue, nature) if decrite else Relecture.objects.get(pk=recue.pk)


def decrire(relecture, nature="schema", intitule="Schéma de la Haute-Rive"):
    frais = Relecture.objects.get(pk=relecture.pk)
    return services.decrire(
        relecture=frais, nature=nature, intitule=intitule, debut=DateCivile(2024), fin=DateCivile(2028),
        regime="2022" if nature == "contrat" else "", version=frais.version, par=None,
    )  # fmt: skip


def du_balayage(code, marque, fiche):
    """A document whose name and one element bear ``marque``, a label of it, and from which ``fiche`` comes."""
    lus = (lu("fiche", "Visites à domicile", numero=1), lu("pilote", marque, parent="fiche 1", confiance=DOUTEUX))
    lue = relue(code, elements_lus=lus, nom=f"{marque}.txt")
    source = lue.elements.get(genre="fiche")
    FicheLue.objects.create(collectivite_id=code, relecture=lue, element=source, fiche=fiche)
    services.retenir_etiquette(collectivite=code, genre="pilote", texte=marque, par=None, maintenant=MAINTENANT)
    return lue
