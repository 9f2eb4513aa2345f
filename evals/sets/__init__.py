"""What is measured on: datasets, runs, parallel text."""
