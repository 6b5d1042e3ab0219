"""The offices' invented articles, written by hand, and the parts that the rest are made from."""
