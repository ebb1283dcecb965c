"""Where figures come from: OLINPE, DREES and INSEE files, tables of registers, any CSV through correspondences.

Every reader keeps where each row was read (file and line), and tells apart what is said, what the file has no column
for, what is left empty, and what the one who answers does not know.
"""

from jalons.analyse.sources.evenements import Entete, Evenements
from jalons.analyse.sources.olinpe import lire

__all__ = ["Entete", "Evenements", "lire"]
