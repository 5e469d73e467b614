"""The subcommands of ``influencer``: run the installation or one process of it, build, migrate, inspect."""
