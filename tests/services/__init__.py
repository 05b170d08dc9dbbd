"""Real services that tests start as processes on loopback, each in the module of its name."""
