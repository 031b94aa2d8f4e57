"""The shared nouns and their rules. Pure: no framework, no files, no network."""
