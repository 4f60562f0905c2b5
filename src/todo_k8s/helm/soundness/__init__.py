"""What refuses a chart whose templates would not give what its constructs give."""
