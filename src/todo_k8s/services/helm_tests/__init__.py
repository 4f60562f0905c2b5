"""The pods of `helm test`."""
