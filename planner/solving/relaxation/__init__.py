"""The LP relaxation and Lagrangian bounds: row scaling, dual ascent, column and row generation."""
