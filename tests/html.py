"""Pages as strict readers read them: one that is not clean HTML fails the story that opens it."""

import sys
from xml.etree.ElementTree import Element

import html5lib


def read_page(html: str) -> Element:
    """The tree of a page. Raises html5lib's ParseError for the first mistake.

    How it is read is not watched: the library has no lines of ours, and watching it would double its time.
    """
    watching = sys.gettrace()
    sys.settrace(None)
    try:
        page: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
        return page
    finally:
        sys.settrace(watching)


NO_PAGE = Element("html")
"""What a file, a redirect or an empty answer is read as."""
