"""Ground floor: civil dates, periods, money, écarts and faults of input. Pure, no clock, no domain word."""
