"""What this assistant is measured by: understanding beside what one would pick instead, speed, and hostile input."""
