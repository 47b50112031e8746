"""Where the machine begins: terminal, network, one framework on the disk."""
