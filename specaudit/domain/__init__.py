"""The nouns of specaudit: frozen, slotted dataclasses that import nothing of ours.

Plain dataclasses keep the lint path free of heavy imports; `specaudit.store.codec`
validates and serialises them (and derives their JSON Schemas) where that is needed.
"""
