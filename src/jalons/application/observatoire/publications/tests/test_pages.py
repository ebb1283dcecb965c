"""The pages: who opens a draft, who answers, what comes late, what readers get, in how many queries."""

import io
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from jalons.application.acces.permissions import Niveau, Role
from jalons.application.observatoire.publications import services
from jalons.application.observatoire.publications.models import Publication
from jalons.application.observatoire.publications.tests.scene import (
    MAINTENANT,
    TABLEAU,
    agent,
    demandee,
    entete,
    preparee,
    publiee,
)
from jalons.application.observatoire.tests.scene import calculer, evaluee
from jalons.application.socle.models import Entree
from jalons.application.territoires.tests.factories import UniteLocaleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lieux(territoire):
    territoire("15", "63")


@pytest.fixture
def chargee():
    return agent()


@pytest.fixture
def directrice():
    return agent(Role.DIRECTION)


def client(qui):
    c = Client()
    c.force_login(qui)
    return c


def adresse(nom, *args):
    return reverse(f"observatoire:publications_{nom}", args=args)


def texte(reponse):
    return reponse.content.decode()


def reponse_de(publication, **champs):
    return {
        "decision": "publier", "attaque_lue": "on", "journal_lu": "on", "motif": "", "version": publication.version,
        "empreinte": publication.empreinte, **champs,
    }  # fmt: skip


def test_le_parcours_entier_de_la_preparation_a_la_lecture(chargee, directrice, django_capture_on_commit_callbacks):
    prepare, seconde, lectrice = client(chargee), client(directrice), client(agent(Role.PILOTE_FICHE))
    saisie = {
        "titre": "Note 2024",
        "jour": "2025-06-30",
        "seuil": 11,
        "textes": "# À retenir\nStable.",
        "publication_corrigee": "",
    }
    assert prepare.post(adresse("creer"), saisie).status_code == 302
    publication = Publication.objects.get()
    tableau = {
        "source": "fichier", "fichier": SimpleUploadedFile("confiés.csv", TABLEAU.encode()), "titre": "Enfants confiés",
        "dimensions": "territoire, sexe", "valeur": "nombre", "genre": "effectifs", "population": "Enfants confiés",
        "au": "2024-12-31", "unite": "enfants", "origine": "Registres", "indicateur": "confies_mineurs",
        "illustration": "points", "chiffre_cle": "on", "version": 1,
    }  # fmt: skip
    assert prepare.post(adresse("tableau", publication.pk), tableau).status_code == 302
    assert prepare.post(adresse("apercevoir", publication.pk), {"version": 2}).status_code == 302
    publication.refresh_from_db()
    assert publication.apercu_demande
    services.calculer_apercu(publication=publication)
    assert "Demander la publication" in texte(prepare.get(publication.get_absolute_url()))
    assert prepare.post(adresse("demander", publication.pk), {"version": 2}).status_code == 302
    publication.refresh_from_db()

    examen = texte(seconde.get(adresse("examiner", publication.pk)))
    assert "L&#x27;attaque n&#x27;a rien retrouvé" in examen or "L'attaque n'a rien retrouvé" in examen
    assert "effectif de moins de 11" in examen
    assert lectrice.get(publication.get_absolute_url()).status_code == 404
    assert seconde.post(adresse("examiner", publication.pk), reponse_de(publication)).status_code == 302

    lue = texte(lectrice.get(publication.get_absolute_url()))
    assert "Stable." in lue
    assert "confies_mineurs" in lue
    assert "effectif de moins de 11" not in lue
    assert "Publication à deux" not in lue


def test_publier_demande_d_avoir_lu_l_attaque_et_le_journal(chargee, directrice):
    publication = demandee(chargee)
    recue = client(directrice).post(adresse("examiner", publication.pk), reponse_de(publication, journal_lu=""))

    assert recue.status_code == 422
    assert "une publication ne se reprend pas" in texte(recue)
    publication.refresh_from_db()
    assert publication.etat == Publication.Etat.DEMANDEE


def test_celle_qui_a_demande_voit_pourquoi_elle_ne_peut_repondre(chargee):
    publication = demandee(chargee)
    page = client(chargee).get(adresse("examiner", publication.pk))

    assert "une autre personne doit répondre" in texte(page)
    assert "Votre réponse" not in texte(page)
    assert client(chargee).post(adresse("examiner", publication.pk), reponse_de(publication)).status_code == 422


def test_une_reponse_trop_tard_est_un_409_qui_garde_le_motif(chargee, directrice):
    publication = demandee(chargee)
    services.publier(
        publication=publication,
        version=publication.version,
        vue=publication.empreinte,
        maintenant=MAINTENANT,
        par=directrice,
    )
    tard = client(agent(Role.DIRECTION)).post(
        adresse("examiner", publication.pk), reponse_de(publication, decision="refuser", motif="Un doute.")
    )

    assert tard.status_code == 409
    assert "Un doute." in texte(tard)


def test_une_modification_trop_tard_est_un_409_qui_garde_la_saisie(chargee):
    publication = preparee(chargee)
    avant = publication.version
    services.modifier(publication=publication, version=avant, entete=entete("Autre"), corrige=None, par=chargee)
    saisie = {"titre": "La mienne", "jour": "2025-06-30", "seuil": 11, "version": avant, "publication_corrigee": ""}

    tard = client(chargee).post(adresse("modifier", publication.pk), saisie)
    bouton = client(chargee).post(adresse("retirer", publication.pk, "confies"), {"version": avant})

    assert (tard.status_code, bouton.status_code) == (409, 409)
    assert "La mienne" in texte(tard)


def test_une_unite_ne_prepare_ni_ne_lit_un_brouillon(chargee):
    publication = demandee(chargee)
    ici = agent(Role.DIRECTION, niveau=Niveau.UNITE, unite=UniteLocaleFactory(collectivite_id="15"))

    assert client(ici).get(publication.get_absolute_url()).status_code == 404
    assert client(ici).get(adresse("examiner", publication.pk)).status_code == 404
    assert client(ici).get(adresse("creer")).status_code == 403


def test_un_autre_departement_ne_voit_rien(chargee, directrice):
    publication = publiee(chargee, directrice)
    voisine = client(agent(Role.DIRECTION, code="63"))

    assert voisine.get(publication.get_absolute_url()).status_code == 404
    assert publication.titre not in texte(voisine.get(adresse("liste")))


def test_les_fichiers_s_ouvrent_et_leur_lecture_est_au_journal(chargee, directrice):
    publication, lectrice = publiee(chargee, directrice), client(agent(Role.PILOTE_FICHE))

    note = lectrice.get(adresse("fichier", publication.pk, "note.pdf"))
    classeur = CalamineWorkbook.from_filelike(
        io.BytesIO(lectrice.get(adresse("fichier", publication.pk, "tableaux.xlsx")).content)
    )
    archive = zipfile.ZipFile(
        io.BytesIO(lectrice.get(adresse("fichier", publication.pk, "donnees-ouvertes.zip")).content)
    )

    assert note.content.startswith(b"%PDF")
    assert classeur.sheet_names == ["À lire", "1 confies"]
    assert {"confies.csv", "confies.parquet", "confies.schema.json", "LISEZMOI.txt", "SHA256SUMS"} <= set(
        archive.namelist()
    )
    assert lectrice.get(adresse("fichier", publication.pk, "confies.csv")).status_code == 404
    assert Entree.objects.filter(acte="publications:telecharger").count() == 3


def test_une_edition_corrigee_renvoie_a_celle_qui_la_corrige(chargee, directrice):
    premiere = publiee(chargee, directrice)
    correction = publiee(
        chargee, directrice, titre="Corrigée", texte=TABLEAU.replace("Est,F,50", "Est,F,58"), corrige=premiere
    )
    lectrice = client(agent(Role.PILOTE_FICHE))

    assert correction.get_absolute_url() in texte(lectrice.get(premiere.get_absolute_url()))
    assert "Le territoire Est était mal compté." in texte(lectrice.get(correction.get_absolute_url()))


def test_un_calcul_des_delais_donne_un_tableau(chargee):
    evaluee(date(2025, 1, 6), date(2025, 1, 7), date(2025, 3, 3))
    calculer()
    publication = preparee(chargee)
    page = client(chargee).get(adresse("tableau", publication.pk))
    assert "Chaîne des délais au 30 juin 2025" in texte(page)

    cle = next(s for s in page.context["formulaire"].sources)
    recu = client(chargee).post(
        adresse("tableau", publication.pk),
        {"source": cle, "illustration": "barres", "genre": "effectifs", "version": publication.version},
    )
    publication.refresh_from_db()
    assert recu.status_code == 302
    assert publication.declaration["tableaux"][-1]["dimensions"] == ["issue"]


def test_un_fichier_mal_decrit_dit_toutes_ses_fautes(chargee):
    publication = preparee(chargee)
    recu = client(chargee).post(
        adresse("tableau", publication.pk), {"source": "fichier", "genre": "effectifs", "version": publication.version}
    )
    assert recu.status_code == 422
    assert texte(recu).count("À remplir quand le tableau vient d") >= 5


@pytest.mark.parametrize("nom", ["liste", "edition", "examiner", "modifier", "tableau"])
def test_chaque_page_tient_en_douze_requetes(nom, chargee, directrice, requetes_max):
    publiee(chargee, directrice)
    publication = demandee(chargee, titre="En attente")
    qui = client(directrice)
    args = [] if nom == "liste" else [publication.pk]
    with requetes_max(12):
        assert qui.get(adresse(nom, *args)).status_code == 200
