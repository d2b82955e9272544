"""How the shipped model was made, end to end and reproducible. See training/README.md."""
