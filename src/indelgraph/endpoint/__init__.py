"""The SPARQL endpoint: a read-only server over one snapshot. Start with :mod:`.app` and :mod:`.server`."""
