"""How long, and what then: Kaplan-Meier for one end, cumulative incidence when several ends compete.

``kaplan_meier`` (one end), ``incidence`` (competing ends, Aalen and Johansen), ``accueils`` (stays in care, their ends,
returns).
"""
