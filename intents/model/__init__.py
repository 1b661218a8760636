"""The topic model's training and its artefact. Answering uses `intents.reading.topic_model` only."""
