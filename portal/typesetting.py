"""WeasyPrint, loaded without asking a compiler where its libraries lie.

For each library it tries names of all systems in turn, and each that is not there makes Python's
`ctypes` start gcc, ld and ldconfig: more than fifty processes and a quarter of a second, in every
web server, worker, command and confined child that makes a PDF. On Linux the name with which a
library is there is among those tried, and the loader finds it by itself. Meanwhile nobody
else in the process finds a library by `ctypes`; so it is loaded with the modules, at the start.
"""

import ctypes.util
import sys

_asked = ctypes.util.find_library
if sys.platform == "linux":
    ctypes.util.find_library = lambda name: None  # noqa: ARG005 - as it is called
try:
    from weasyprint import CSS, HTML, Attachment
    from weasyprint.urls import URLFetcher
finally:
    ctypes.util.find_library = _asked

__all__ = ["CSS", "HTML", "Attachment", "URLFetcher"]
