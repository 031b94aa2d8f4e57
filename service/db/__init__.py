"""The vault's walls: tables, the engine, and the few queries many slices share."""
