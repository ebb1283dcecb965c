"""Small OLINPE files, and streams that never end."""

import io

ID = "a" * 40


def donnee(**cellules):
    cellules = {"NUMANONYM": ID} | cellules
    return "<DONNEE>\n" + "".join(f"<{c}>{v}</{c}>\n" for c, v in sorted(cellules.items())) + "</DONNEE>\n"


def xml(*donnees, tete='<?xml version="1.0" encoding="UTF-8"?>\n', intro=True):
    entete = "<INTRO><VERSIONXSD>2.0</VERSIONXSD><DATEXPORT>2024-04-02</DATEXPORT></INTRO>\n" if intro else ""
    return f"{tete}<DECRET>\n{entete}{''.join(donnees)}</DECRET>\n"


def ecrire(dossier, contenu, nom="extrait.xml"):
    chemin = dossier / nom
    chemin.write_bytes(contenu if isinstance(contenu, bytes) else contenu.encode())
    return chemin


class SansFin(io.RawIOBase):
    """Ten gigabytes: a beginning, then the same bytes again and again; counts what was asked of it."""

    TAILLE = 10_000_000_000

    def __init__(self, debut, motif):
        self._reste, self._motif, self.donnes = debut, motif, 0

    def readable(self):
        return True

    def readinto(self, tampon):
        if self.donnes >= self.TAILLE:
            return 0
        taille = len(tampon)
        while len(self._reste) < taille:
            self._reste += self._motif
        tampon[:] = self._reste[:taille]
        self._reste = self._reste[taille:]
        self.donnes += taille
        return taille
