"""Plain data: what maps and lists are, how deep they may be, and their YAML."""
