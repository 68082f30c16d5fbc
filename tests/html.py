"""Pages as strict readers read them: one that is not clean HTML fails the story that opens it."""

from xml.etree.ElementTree import Element

import html5lib


def read_page(html: str) -> Element:
    """The tree of a page. Raises html5lib's ParseError for the first mistake."""
    page: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    return page


NO_PAGE = Element("html")
"""What a file, a redirect or an empty answer is read as."""
