"""What one may pick to understand such questions: this assistant, and the usual alternatives on the same phrasings."""
