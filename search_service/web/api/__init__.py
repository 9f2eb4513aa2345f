"""The addresses for programs: one module a family."""
