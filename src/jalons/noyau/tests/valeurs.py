"""Values that any table may hold: texts without a blank at their ends, dates, periods, counts, amounts."""

from decimal import Decimal

from hypothesis import strategies as st

from jalons.noyau.dates import DateCivile
from jalons.noyau.periodes import Periode

TEXTES = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=20)
DATES = st.builds(DateCivile, st.integers(1990, 2100), st.none() | st.integers(1, 12))
NOMBRES = st.none() | st.integers(0, 500)
MONTANTS = st.integers(0, 10**11).map(lambda n: Decimal(n) / 100)


@st.composite
def periodes(draw):
    debut, fin = sorted([draw(DATES), draw(DATES)], key=lambda d: (d.debut, d.fin))
    return Periode(debut, fin)
