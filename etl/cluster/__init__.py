"""Reading on many machines: files are sent to the workers of a Dask cluster, and what they say comes back.

To a run a cluster is readers like any other (``reader``), so hashing, order, progress and quarantine are those of one
machine. They share one ``desk``, which knows the workers and gives each file to one of them by name: so it is known
which file a worker read when it died. ``link`` is the connection, the only one beside ``there`` that knows Dask;
``there`` is what runs on a worker. All that is imported only when a cluster is asked for.
"""
