"""The citizens' door: hears what people send on every channel, and delivers what is said to them."""
