"""How the documentation site is made: the pages of ``docs/``, and those made from the code.

``python -m docs_site`` writes both into ``build/docs``, and Zensical makes ``build/site`` of that.
"""
