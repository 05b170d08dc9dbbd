"""From bytes to a notice as written.

``formats`` turns a file into a ``Document`` and knows nothing of notices; the modules beside it turn a
``Document`` into a ``Notice`` and know nothing of file formats. Nothing here knows a unit's canonical name.
"""

PARSER_VERSION = "5"
"""Raise it with every change that reads any file differently: files known under another version are read again."""
