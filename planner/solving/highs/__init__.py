"""HiGHS in a process of its own: the worker that solves LPs and MIPs, and the client that asks it."""
