"""Places for children: hard rules, wishes with visible weights, a proved plan, and the reason of every answer.

Pure: no Django, no clock, no network. OR-Tools is loaded only when a plan is made. Start with ``probleme`` (what is
given), ``regles`` (what may not be), ``voeux`` (what is better), ``terrain`` (both over every pair), ``plan`` (the best
plan and its proof), then ``propositions``, ``explications``, ``simulation`` (what is asked of it).

A wish scores a pair, a child and a place: never a child, never a carer. A person decides.
"""
