"""What people send as evidence: what a file is, how it is kept, and how it is shown again."""
