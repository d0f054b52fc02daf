"""The plan as frozen records: read from checked data, joined, measured; frames stop here."""
