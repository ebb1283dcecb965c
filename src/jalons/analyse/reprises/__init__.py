"""Registers rebuilt from what another product gave: the engines read them as they read those of Jalons.

``evenements`` reads yearly files of OLINPE, ``tables`` what files of correspondences filled. What a source does not say
is left out of the tables, never made up: what needs it is then not checkable.
"""
