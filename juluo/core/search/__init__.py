"""Search: what each pillar lets people find, in an index of words that only functions of the database's owner read.

`folding` makes letters equal that people take for the same; `terms` cuts text into what the index holds and questions
into what it is asked; `registry` is where pillars say what they let search find; `index` writes, `finding` reads,
`marking` shows where the words stand.
"""
