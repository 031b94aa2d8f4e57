"""What the command `quietword` does: one module an errand."""
