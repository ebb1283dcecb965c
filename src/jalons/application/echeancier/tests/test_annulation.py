"""Acts recorded on a deadline by mistake: who takes them back, what is left of them, what the deadline becomes."""

from datetime import UTC, datetime

import pytest

from jalons.application.acces.permissions import Role
from jalons.application.echeancier import actes
from jalons.application.echeancier.models import ActeEnregistre, Suivi
from jalons.application.echeancier.tests.scene import a_proroger, connecter, entretien_du, il_y_a, page, recevoir
from jalons.application.enfants.tests.factories import EnfantFactory
from jalons.application.faits.models import Echeance
from jalons.application.socle.models import Entree

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lieu(territoire):
    territoire("15")


class TestAnnuler:
    """An act recorded on a deadline by mistake is taken back: never erased, and the deadline is as before."""

    @pytest.fixture
    def tenue(self):
        due = entretien_du(EnfantFactory())
        client = connecter(Role.REFERENT)
        client.post(page("tenir", due.pk), {"acte": "entretien_17_ans", "version": 0, "survenu_le": il_y_a(2)})
        return client, due, ActeEnregistre.objects.get()

    def test_son_auteur_l_annule_et_le_delai_redevient_ce_qu_il_etait(self, tenue):
        client, due, note = tenue
        avant = Echeance.objects.get(pk=due.pk)
        lue = client.get(page("echeance", due.pk)).text

        rendue = client.post(page("annuler", due.pk, note.pk), {"motif": "Mauvais dossier.", "version": 2}, follow=True)

        assert (avant.tenue_le, Echeance.objects.get(pk=due.pk).tenue_le) == (il_y_a(2), None)
        assert page("annuler", due.pk, note.pk) in lue
        assert "Mauvais dossier." in rendue.text
        assert page("tenir", due.pk) not in lue
        assert page("tenir", due.pk) in rendue.text
        assert page("annuler", due.pk, note.pk) not in rendue.text
        note.refresh_from_db()
        assert note.fait.annule_le is not None
        assert (note.annule_par, note.par) == (client.agent, client.agent)
        assert Entree.objects.filter(acte="echeancier:annuler", objet_id=str(due.sujet_id)).count() == 1
        assert Suivi.objects.get().dernier_acte == ""

    @pytest.mark.parametrize(
        ("envoi", "phrase"),
        [
            ({"motif": "  ", "version": 2}, "pourquoi cet acte est annulé"),
            ({"motif": "", "version": 2}, "pourquoi cet acte est annulé"),
            ({"motif": "Mauvais dossier."}, "quelle version"),
        ],
    )
    def test_sans_motif_ni_version_rien_n_est_annule(self, tenue, envoi, phrase):
        client, due, note = tenue

        refus = client.post(page("annuler", due.pk, note.pk), envoi)

        assert (refus.status_code, phrase in refus.text) == (422, True)
        assert Echeance.objects.get(pk=due.pk).tenue_le == il_y_a(2)

    @pytest.mark.parametrize(("role", "code"), [(Role.CADRE_ASE, 302), (Role.REFERENT, 422), (Role.EVALUATEUR, 422)])
    def test_un_collegue_ne_l_annule_que_s_il_est_cadre(self, tenue, role, code):
        _, due, note = tenue
        client = connecter(role)

        lue, recu = (
            client.get(page("echeance", due.pk)).text,
            client.post(page("annuler", due.pk, note.pk), {"motif": "Doublon.", "version": 2}),
        )

        assert recu.status_code == code
        assert (page("annuler", due.pk, note.pk) in lue) == (code == 302)
        if code == 422:
            assert "demandez-lui de l&#x27;annuler, ou à un cadre" in recu.text
            assert "à son auteur ou à un cadre" in lue

    def test_on_n_annule_pas_deux_fois_et_pas_depuis_une_autre_echeance(self, tenue):
        client, due, note = tenue
        envoi = {"motif": "Doublon.", "version": 2}
        client.post(page("annuler", due.pk, note.pk), envoi)

        encore = client.post(page("annuler", due.pk, note.pk), envoi | {"version": Suivi.objects.get().version})
        autre = recevoir(EnfantFactory(), 20)

        assert (encore.status_code, "déjà annulé" in encore.text) == (422, True)
        assert client.get(page("annuler", autre.pk, note.pk)).status_code == 404


def test_une_prorogation_annulee_rend_le_dernier_jour():
    enfant = EnfantFactory()
    due = a_proroger(enfant)
    client = connecter(Role.CADRE_ASE)
    envoi = {"acte": "instruction_prorogee", "motif": "elements_attendus", "version": 0}
    client.post(page("deplacer", due.pk), {**envoi, "survenu_le": il_y_a(2).isoformat()})

    client.post(page("annuler", due.pk, ActeEnregistre.objects.get().pk), {"motif": "Erreur.", "version": 2})

    assert Echeance.objects.get(sujet_id=enfant.pk, regle="JUD-FOND-6M").due_le == due.due_le


def test_le_dossier_de_l_enfant_mene_a_chaque_echeance():
    due = entretien_du(EnfantFactory())

    assert page("echeance", due.pk) in connecter(Role.CADRE_ASE).get(f"/enfants/{due.sujet_id}/").text


@pytest.mark.parametrize(
    ("annule_le", "motif", "permis", "suite", "phrases"),
    [
        (None, "Doublon.", True, None, []),
        (None, " ", False, "autre acte", ["demandez-lui", "pourquoi", "annulez-le d'abord"]),
        (datetime(2026, 3, 2, 9, tzinfo=UTC), "", False, "autre acte", ["déjà annulé, depuis le 2 mars 2026"]),
    ],
)
def test_tout_ce_qui_empeche_d_annuler_se_dit_a_la_fois(annule_le, motif, permis, suite, phrases):
    trouvees = actes.fautes_annulation(
        annule_le=annule_le, motif=motif, permis=permis, auteur="Ada Exemple", suite=suite
    )

    assert len(trouvees) == len(phrases)
    for faute, phrase in zip(trouvees, phrases, strict=True):
        assert phrase in faute.message
