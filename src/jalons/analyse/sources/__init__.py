"""Where figures come from: files of DREES and INSEE, tables of registers, any CSV through a file of correspondences.

Every reader keeps where each row was read (file and line), and tells apart what is said, what the file has no column
for, what is left empty, and what the one who answers does not know.
"""
