"""What the system refuses is told in French."""

import errno

from jalons.noyau.causes import cause


def test_un_fichier_que_l_on_ne_peut_lire_dit_pourquoi(tmp_path):
    try:
        (tmp_path / "absent").read_bytes()
    except OSError as erreur:
        dit = cause(erreur)

    assert dit == "le chemin n'existe pas"


def test_une_cause_rare_garde_son_numero():
    assert cause(OSError(errno.ELOOP, "Too many levels of symbolic links")).endswith(f"n° {errno.ELOOP}")


def test_une_erreur_sans_numero_garde_ses_mots():
    assert cause(OSError("le fichier est vide")) == "le fichier est vide"
