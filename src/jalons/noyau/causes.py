"""Why the system refused a file, in French."""

from __future__ import annotations

import errno

CAUSES = {
    errno.EACCES: "l'accès est refusé",
    errno.EPERM: "l'accès est refusé",
    errno.ENOENT: "le chemin n'existe pas",
    errno.ENOTDIR: "le chemin passe par un fichier qui n'est pas un dossier",
    errno.EISDIR: "c'est un dossier, pas un fichier",
    errno.EEXIST: "quelque chose de ce nom existe déjà",
    errno.ENOSPC: "le disque est plein",
    errno.EDQUOT: "la place accordée sur le disque est prise",
    errno.EROFS: "le disque ne s'ouvre qu'en lecture",
    errno.ENAMETOOLONG: "le nom est trop long",
    errno.EIO: "le disque a répondu par une erreur",
    errno.EMFILE: "trop de fichiers sont ouverts",
}
"""Number of the system → what it means."""


def cause(erreur: OSError) -> str:
    """What the system refused, in a few words; its number when it is a rare one.

    >>> cause(PermissionError(errno.EACCES, "Permission denied"))
    "l'accès est refusé"
    >>> cause(OSError(errno.ELOOP, "Too many levels"))
    'le système a refusé, erreur n° 40'
    """
    if erreur.errno is None:
        return str(erreur)
    return CAUSES.get(erreur.errno, f"le système a refusé, erreur n° {erreur.errno}")
