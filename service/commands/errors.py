"""Why a command did not do what it was asked: one clear sentence for the terminal."""


class CommandError(Exception):
    """It could not be done. The command ends with 1."""


class UsageError(CommandError):
    """It was asked wrongly, or where it makes no sense. The command ends with 2."""
