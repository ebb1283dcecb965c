"""Many people at once on the same few files: nothing is lost, nobody waits for ever, every refusal says who came first."""
