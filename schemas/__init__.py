"""What flows between the stages, as frozen pydantic models; nothing here does any work.

    bytes ── parsers.formats ──▶ document.Document      paragraphs and tables in reading order
          ── parsers.notice ───▶ notice.Notice          the notice as written: letter, projects, tasks
          ── etl.normalise ────▶ normalised.NormalisedNotice   the same with one id for each unit, day and sum
          ── etl.warehouse ────▶ DuckDB

Beside that flow: ``finding.Finding`` is what any stage has to say about what it met, and ``reference``
holds the strict shapes of the YAML in ``etl/reference`` that the stages are handed.
This package imports nothing else of the project; every other package may import it.
"""
