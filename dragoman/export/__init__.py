"""What was coded, in the shapes that people use: one file each."""
