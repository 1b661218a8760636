"""One handler for each topic; intents/handlers.py lists them."""
