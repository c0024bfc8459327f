"""The search finds a page by what the PDFs on it say."""

from courses.manuscripts.texts import text_on
from courses.searching.sources import MORE_TEXT

MORE_TEXT.append(text_on)
