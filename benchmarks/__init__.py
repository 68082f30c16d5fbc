"""How much processor time a citizen's answer costs, beside bots as they are usually written."""
