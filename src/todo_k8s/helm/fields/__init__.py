"""What a field of a values model is: its type, its pattern, and what is said of a wrong value."""
