"""Optimal matching of one sequence with a vector of others at once.

Instead of the least cost, the greatest gain: a month matched with another spares two insertions less a substitution,
and a distance is the insertions of all months less the best gain. Gains start from zero and only grow, so that small
costs hold in one byte and an instruction compares 32 pairs.

A row of the table belongs to one month of the sequence; rows of the months that two neighbours share are kept.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from llvmlite import ir  # type: ignore[import-untyped]
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from jalons.analyse.parcours.compilation import compiler

OCTETS = 64
"""Bytes of one vector: two AVX2 registers, so that one waits while the other computes."""


def voies(type_: np.dtype[Any]) -> int:
    """How many sequences are compared at once with numbers of that type."""
    return OCTETS // type_.itemsize


@intrinsic
def _rangee(typingctx: Any, lignes: Any, rang: Any, profil: Any, etat: Any, cellules: Any) -> Any:
    """Fill row ``rang + 1`` from row ``rang``: each cell is the greatest of above, left, and diagonal plus gain.

    Written as vectors by hand: the compiler does not find them by itself, because each cell needs the one on its left.
    """
    signature = types.void(lignes, types.intp, profil, types.intp, types.intp)

    def ecrire(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        element = signature.args[0].dtype
        vecteur = ir.VectorType(context.get_data_type(element), OCTETS * 8 // element.bitwidth)
        entier = isinstance(element, types.Integer)

        def adresse(type_: Any, valeur: Any, ligne: Any) -> Any:
            tableau = context.make_array(type_)(context, builder, valeur)
            pas = cgutils.unpack_tuple(builder, tableau.strides)[0]  # type: ignore[no-untyped-call]
            octets = builder.bitcast(tableau.data, ir.IntType(8).as_pointer())
            return builder.bitcast(builder.gep(octets, [builder.mul(ligne, pas)]), vecteur.as_pointer())

        def lire(debut: Any, cellule: Any) -> Any:
            lu = builder.load(builder.gep(debut, [cellule]))
            lu.align = element.bitwidth // 8
            return lu

        def plus_grand(x: Any, y: Any) -> Any:
            return builder.select(builder.icmp_unsigned(">", x, y) if entier else builder.fcmp_ordered(">", x, y), x, y)

        suivante = builder.add(args[1], ir.Constant(args[1].type, 1))
        dessus, courante = (adresse(signature.args[0], args[0], r) for r in (args[1], suivante))
        gains = adresse(signature.args[2], args[2], args[3])
        avant, boucle, apres = builder.block, builder.append_basic_block(), builder.append_basic_block()
        zero, nul = ir.Constant(args[4].type, 0), ir.Constant(vecteur, None)
        builder.cbranch(builder.icmp_signed(">", args[4], zero), boucle, apres)
        builder.position_at_end(boucle)
        cellule, diagonale, gauche = builder.phi(zero.type), builder.phi(vecteur), builder.phi(vecteur)
        haut, gain = lire(dessus, cellule), lire(gains, cellule)
        aligne = builder.add(diagonale, gain) if entier else builder.fadd(diagonale, gain)
        valeur = plus_grand(plus_grand(aligne, haut), gauche)
        builder.store(valeur, builder.gep(courante, [cellule])).align = element.bitwidth // 8
        prochaine = builder.add(cellule, ir.Constant(zero.type, 1))
        for phi, depart, suite in ((cellule, zero, prochaine), (diagonale, nul, haut), (gauche, nul, valeur)):
            phi.add_incoming(depart, avant)
            phi.add_incoming(suite, boucle)
        builder.cbranch(builder.icmp_signed("<", prochaine, args[4]), boucle, apres)
        builder.position_at_end(apres)
        return context.get_dummy_value()

    return signature, ecrire


@compiler
def comparer(
    etats: npt.NDArray[np.uint8], longueurs: npt.NDArray[np.int64], communs: npt.NDArray[np.int64],
    profil: npt.NDArray[Any], longueurs_des_voies: npt.NDArray[np.int64], cellules: int, indel: float, echelle: float,
    lignes: npt.NDArray[Any], sortie: npt.NDArray[np.float32],
) -> None:  # fmt: skip
    """Distances of each sequence of ``etats`` to those of the lanes, written in ``sortie`` (sequences, lanes).

    Args:
        communs: months that each sequence shares with the one before it, from the first.
        profil: (states, months × lanes), gain of each state with each month of each lane.
        cellules: months of the longest lane.
        echelle: by what gains were multiplied to be whole.
        lignes: (months + 1, cellules × lanes), first row zero.
    """
    voies_ = len(longueurs_des_voies)
    for i in range(len(longueurs)):
        for mois in range(communs[i] if i else 0, longueurs[i]):
            _rangee(lignes, mois, profil, np.intp(etats[i, mois]), cellules)  # type: ignore[call-arg]  # the context is numba's
        for voie in range(voies_):
            m, n = longueurs[i], longueurs_des_voies[voie]
            gain = lignes[m, (n - 1) * voies_ + voie] if n > 0 else lignes[0, 0]
            sortie[i, voie] = indel * (m + n) - gain / echelle
