"""The backup drill: what was saved comes back, with its locks; a damaged archive changes nothing."""

import hashlib
import io
import tarfile

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from jalons.config import base_essai
from jalons.config.postgresql import assurer
from jalons.config.pour_pytest import comme_proprietaire
from jalons.config.sauvegarde import lire_manifeste, restaurer, sauvegarder
from jalons.noyau.saisie import EntreeRefusee

LIRE = "SELECT nom FROM territoires_unitelocale ORDER BY nom"


@pytest.fixture
def base(django_db_setup, django_db_blocker, monkeypatch, worker_id):
    """A migrated base of its own, known to the backup by the variables of a real installation."""
    nom = f"jalons_exercice_{worker_id}"
    with django_db_blocker.unblock(), comme_proprietaire():
        base_essai.creer(nom)
    for role, variable in (("web", "URL"), ("owner", "OWNER_URL"), ("sauvegarde", "SAUVEGARDE_URL")):
        monkeypatch.setenv(f"DATABASE_{variable}", make_conninfo(assurer()[f"jalons_{role}"], dbname=nom))
    yield nom
    with psycopg.connect(make_conninfo(assurer()["jalons_owner"], dbname="postgres"), autocommit=True) as connexion:
        noms = connexion.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{nom}%"]).fetchall()
        for (trouvee,) in noms:
            connexion.execute(f'DROP DATABASE IF EXISTS "{trouvee}" WITH (FORCE)')


def executer(role, nom, requete, *parametres):
    with psycopg.connect(make_conninfo(assurer()[f"jalons_{role}"], dbname=nom)) as connexion:
        curseur = connexion.execute(requete, parametres)
        return curseur.fetchall() if curseur.description else None


def ajouter_unite(nom, base):
    executer(
        "owner", base,
        "INSERT INTO territoires_unitelocale (collectivite_id, code, nom, nature) VALUES ('F0', %s, %s, 'MDS')", nom, nom,
    )  # fmt: skip


def test_ce_qui_est_sauvegarde_revient_avec_ses_verrous(base, tmp_path):
    contenu = b"scan"
    fichier = tmp_path / "fichiers" / "ab" / hashlib.sha256(contenu).hexdigest()
    fichier.parent.mkdir(parents=True)
    fichier.write_bytes(contenu)
    ajouter_unite("avant", base)
    manifeste = sauvegarder(tmp_path / "j.tar", tmp_path / "fichiers")
    ajouter_unite("apres", base)
    fichier.unlink()

    _, ancienne = restaurer(tmp_path / "j.tar", tmp_path / "fichiers")

    assert executer("owner", base, LIRE) == [("avant",)]
    assert executer("owner", ancienne, LIRE) == [("apres",), ("avant",)]
    assert manifeste.fichiers == 1
    assert [f.read_bytes() for f in (tmp_path / "fichiers").glob("??/*")] == [contenu]
    with pytest.raises(psycopg.Error, match="perimetre absent"):
        executer("web", base, LIRE)
    assert executer("owner", base, "SELECT count(*) FROM pg_policies") == executer(
        "owner", ancienne, "SELECT count(*) FROM pg_policies"
    )


@pytest.mark.parametrize(
    ("cas", "abimer", "message"),
    [
        ("absente", lambda f: f.unlink(), "n'existe pas"),
        ("pas une archive", lambda f: f.write_bytes(b"bonjour"), "pas une sauvegarde"),
        ("altérée", lambda f: _alterer(f), "altérée"),
    ],
)
def test_une_archive_abimee_est_refusee_avant_de_toucher_a_la_base(base, tmp_path, cas, abimer, message):
    ajouter_unite("vivante", base)
    sauvegarder(tmp_path / "j.tar", tmp_path / "fichiers")
    abimer(tmp_path / "j.tar")

    with pytest.raises(EntreeRefusee, match=message):
        restaurer(tmp_path / "j.tar", tmp_path / "fichiers")

    assert executer("owner", base, LIRE) == [("vivante",)], cas


def _alterer(archive):
    """Change one byte in the middle of the dump."""
    with tarfile.open(archive) as tar:
        membres = [(m, tar.extractfile(m).read()) for m in tar]
    with tarfile.open(archive, "w") as tar:
        for membre, octets in membres:
            if membre.name == "base.dump":
                octets = octets[:5000] + bytes([octets[5000] ^ 1]) + octets[5001:]
            tar.addfile(membre, io.BytesIO(octets))


def test_le_manifeste_se_lit_sans_rien_changer(base, tmp_path):
    sauvegarder(tmp_path / "j.tar", tmp_path / "fichiers")

    assert lire_manifeste(tmp_path / "j.tar").fichiers == 0
