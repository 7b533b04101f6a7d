"""Who may come, how often, how much and from where: keys, roles, limits, hosts, headers, the audit log."""
