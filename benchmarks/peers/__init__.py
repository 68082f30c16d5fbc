"""Other bots that hold the same survey, each as honest a program as its kind allows."""
