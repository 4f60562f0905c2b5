"""Test a chart of your own."""
