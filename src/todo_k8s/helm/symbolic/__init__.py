"""What stands for values that are known only at install: expressions, tokens, content."""
