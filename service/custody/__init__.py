"""Names that somebody left, apart from what they told: asked for, and opened."""
