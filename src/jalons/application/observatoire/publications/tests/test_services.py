"""The release by two persons: who may, what must have been seen, what no longer changes."""

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.db.utils import DatabaseError

from jalons.application.acces.permissions import Role
from jalons.application.observatoire.publications import services
from jalons.application.observatoire.publications.models import Publication
from jalons.application.observatoire.publications.tests.scene import (
    MAINTENANT,
    TABLEAU,
    agent,
    ajouts,
    apercue,
    demandee,
    entete,
    preparee,
    publiee,
)
from jalons.application.socle.models import Entree
from jalons.application.socle.version import VersionDepassee
from jalons.noyau.ecarts import RegleNonRespectee
from jalons.noyau.saisie import EntreeRefusee

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


def codes(refus):
    return {e.code for e in refus.value.ecarts}


def cellules(publication):
    return {tuple(c[:-1]): c[-1] for c in publication.contenu["tableaux"][0]["cellules"]}


def test_l_apercu_masque_et_garde_les_trois_fichiers(chargee):
    publication = preparee(chargee)

    assert cellules(publication)["Nord", "F"] == "s"
    assert cellules(publication)["Total", "Total"] == 177
    assert publication.dossier["resiste"] is True
    assert set(publication.fichiers.filter(genre="sortie").values_list("nom", flat=True)) == {
        "note.pdf", "tableaux.xlsx", "donnees-ouvertes.zip",
    }  # fmt: skip


def test_ce_qui_sort_ne_porte_ni_vraie_valeur_ni_empreinte_des_fichiers(chargee):
    publication = preparee(chargee)

    empreinte = publication.fichiers.get(genre="entree").empreinte
    assert publication.dossier["entrees"][0]["empreinte"] == empreinte
    assert empreinte not in str(publication.contenu)
    assert cellules(publication)["Sud", "F"] == "s"


def test_celle_qui_demande_ne_peut_publier(chargee):
    publication = demandee(chargee)

    with pytest.raises(RegleNonRespectee) as refus:
        services.publier(
            publication=publication, version=publication.version, vue=publication.empreinte, maintenant=MAINTENANT,
            par=chargee,
        )  # fmt: skip
    assert codes(refus) == {"meme_personne"}


def test_celle_qui_n_a_fait_que_modifier_ne_peut_pas_non_plus(chargee, directrice):
    publication = preparee(chargee)
    services.modifier(
        publication=publication,
        version=publication.version,
        entete=entete("Note corrigée"),
        corrige=None,
        par=directrice,
    )
    publication = apercue(publication, chargee)
    publication = services.demander(
        publication=publication, version=publication.version, maintenant=MAINTENANT, par=chargee
    )

    with pytest.raises(RegleNonRespectee) as refus:
        services.refuser(
            publication=publication, version=publication.version, motif="Non", maintenant=MAINTENANT, par=directrice
        )
    assert codes(refus) == {"meme_personne"}


def test_la_base_refuse_aussi_la_meme_personne(chargee):
    publication = demandee(chargee)

    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.filter(pk=publication.pk).update(etat="publiee", decidee_par=chargee, decidee_le=MAINTENANT)


def test_une_autre_personne_publie_et_plus_rien_ne_change(chargee, directrice):
    publication = publiee(chargee, directrice)

    assert publication.etat == Publication.Etat.PUBLIEE
    with pytest.raises(RegleNonRespectee):
        services.modifier(
            publication=publication, version=publication.version, entete=entete(), corrige=None, par=chargee
        )
    for acte in (
        lambda: Publication.objects.filter(pk=publication.pk).update(titre="Autre"),
        lambda: publication.fichiers.all().delete(),
        lambda: publication.fichiers.update(empreinte="0" * 64),
    ):
        with pytest.raises((InternalError, IntegrityError, DatabaseError)), transaction.atomic():
            acte()
    assert Entree.objects.filter(
        acte="publications:publier", objet_id=str(publication.pk), agent_id=directrice.pk
    ).exists()


def test_on_ne_publie_que_ce_que_l_on_a_vu(chargee, directrice):
    publication = demandee(chargee)

    with pytest.raises(EntreeRefusee, match="a changé depuis votre examen"):
        services.publier(
            publication=publication, version=publication.version, vue="0" * 64, maintenant=MAINTENANT, par=directrice
        )


def test_un_refus_dit_pourquoi_et_rend_l_edition(chargee, directrice):
    publication = demandee(chargee)
    commun = {"publication": publication, "version": publication.version, "maintenant": MAINTENANT, "par": directrice}

    with pytest.raises(EntreeRefusee, match="Dites pourquoi"):
        services.refuser(motif="  ", **commun)
    rendue = services.refuser(motif="Le titre est trompeur.", **commun)

    assert (rendue.etat, rendue.motif) == (Publication.Etat.REFUSEE, "Le titre est trompeur.")
    services.modifier(publication=rendue, version=rendue.version, entete=entete("Mieux"), corrige=None, par=chargee)


def test_deux_reponses_en_meme_temps_la_seconde_est_trop_tard(chargee, directrice):
    publication = demandee(chargee)
    commun = {"publication": publication, "version": publication.version, "maintenant": MAINTENANT}
    services.publier(vue=publication.empreinte, par=directrice, **commun)

    with pytest.raises(VersionDepassee):
        services.refuser(motif="Non", par=agent(Role.DIRECTION), **commun)


def test_sans_apercu_a_jour_rien_n_est_demande(chargee):
    publication = preparee(chargee)
    publication = services.modifier(
        publication=publication, version=publication.version, entete=entete("Autre"), corrige=None, par=chargee
    )

    with pytest.raises(RegleNonRespectee) as refus:
        services.demander(publication=publication, version=publication.version, maintenant=MAINTENANT, par=chargee)
    assert codes(refus) == {"sans_apercu"}


def test_une_edition_publiee_entre_temps_oblige_a_refaire_l_apercu(chargee, directrice):
    attente = demandee(chargee)
    publiee(chargee, directrice, titre="Autre note")

    with pytest.raises(RegleNonRespectee) as refus:
        services.publier(
            publication=attente, version=attente.version, vue=attente.empreinte, maintenant=MAINTENANT, par=directrice
        )
    assert codes(refus) == {"apercu_depasse"}


def test_l_edition_suivante_compte_avec_ce_que_la_premiere_a_montre(chargee, directrice):
    premiere = publiee(chargee, directrice)
    suivante = preparee(chargee, titre="La même, plus tard")

    assert suivante.prises_en_compte == [premiere.pk]
    assert suivante.contenu["anterieures"] == ["Note de l'ODPE (30/06/2025)"]
    assert suivante.dossier["resiste"] is True


def test_un_chiffre_revise_sans_le_dire_est_une_faute(chargee, directrice):
    publiee(chargee, directrice)
    autre = preparee(chargee, texte=TABLEAU.replace("Est,F,50", "Est,F,58"))

    assert autre.contenu is None
    assert any("vaut" in f["message"] for f in autre.fautes)


def test_une_correction_dit_ce_qu_elle_corrige(chargee, directrice):
    premiere = publiee(chargee, directrice)
    correction = preparee(chargee, texte=TABLEAU.replace("Est,F,50", "Est,F,58"), corrige=premiere)

    assert correction.fautes == []
    assert correction.contenu["corrige"] == "Le territoire Est était mal compté."
    assert cellules(correction)["Est", "F"] == 58
    assert correction.dossier["groupes"][0]["revisees"] > 0
    with pytest.raises(EntreeRefusee, match="dites ce qui change"):
        services.creer(collectivite="15", departement="Cantal", entete=entete(), corrige=premiere, par=chargee)


def test_un_tableau_retire_emporte_ses_images_et_ses_fichiers(chargee):
    publication = preparee(chargee)
    publication = services.retirer_tableau(
        publication=publication, version=publication.version, code="confies", par=chargee
    )

    assert publication.declaration["tableaux"] == publication.declaration["graphiques"] == []
    assert publication.fichiers.count() == 0


def test_un_tableau_faux_dit_tout_et_ne_garde_rien(chargee):
    publication = services.creer(collectivite="15", departement="Cantal", entete=entete(), corrige=None, par=chargee)
    with pytest.raises(EntreeRefusee) as refus:
        services.ajouter_tableau(
            publication=publication, version=1, fichiers={"confies.csv": b"x"},
            ajouts=ajouts(indicateur="inexistant", au="hier"), par=chargee,
        )  # fmt: skip
    assert refus.value.fautes
    assert publication.fichiers.count() == 0
