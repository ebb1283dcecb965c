"""Facts in running text: amounts, dates, counts, places, figures, parties; normalised, the words of precision kept."""
