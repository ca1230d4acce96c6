"""The isolation crawler: every route, operation and task, asked with the ids of another space.

A space is filled with rows whose texts hold a canary. Whoever asks from another space must get, for each of its ids,
the very answer that a missing id gets; must never read the canary; and must change nothing over there. Models, routes,
operations and tasks are read from their registries, so a new one joins by itself.
"""
