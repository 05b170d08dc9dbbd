"""Private data of a notice, recognised and withheld before the notice leaves its reader.

``words`` compiles the vocabulary, ``numbers``, ``accounts`` and ``persons`` find what is private in a text, ``texts``
puts marks in its place, ``columns`` finds the cells under 责任人及联系方式, ``quotes`` cleans what findings quote, and
``withheld`` walks over a whole reading. docs/privacy.md says what is recognised and what is not promised.
"""
