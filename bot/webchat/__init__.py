"""The same dialogs on a plain web page: the page is the mailbox, and works without JavaScript."""
