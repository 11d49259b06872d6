"""A local Azure Machine Learning workspace: the service's REST protocol on 127.0.0.1, jobs really run.

Who may import whom (one direction)::

    cli → workspace_server → server → app → resources | blobs | dataplane
        → serving → jobs → store → arm → errors

where ``routing``, ``services``, ``settings`` and ``tokens`` are the vocabulary of all from ``jobs`` up.

========================  ====================================================================================
``errors``                ``ArmError(status, code, message)``: raise it anywhere, ``app`` writes it
``arm``                   ``ResourceId`` (parse, key, child, parent) and ``Resource``, the envelope
``routing``               ``Request``, ``Response``, ``Route``: a handler is a plain function
``services``              ``Services``: living objects found by type, ``services.get(ResourceStore)``
``settings``              ``Identity`` of the state folder, ``Settings`` of the running server
``references``            ``DatastorePath``, ``BlobLocation``; the protocol ``JobOutputs``
``tokens``                ``Tokens``: issue and check bearer tokens
``store/``                ``ResourceStore`` (documents), ``BlobStore`` (files), ``StorageAccounts`` (keys)
``jobs/``                 ``Job``, ``JobRunner``: processes that really run
``serving/``              ``Deployments``: what answers at the addresses of online endpoints
``dataplane/``            run history, artifacts, MLflow: ``{region}.api.azureml.ms``
``resources/``            workspaces, assets, computes…: one generic path, driven by a table of types
``blobs/``                the storage service's REST API
``app``                   the route table; mounts the parts
``server``                TLS and the CONNECT proxy; ``certificates``, ``proxy``, ``environment``
``workspace_server``      ``LocalWorkspace``: start a server, get the environment that connects a program
``cli``                   the ``local-workspace`` command
``az/`` ``ui/``           the ``az`` stand-in; the local page
========================  ====================================================================================

A part is mounted by a function ``mount(services: Services) -> list[Route]``: it makes its objects, adds
them to the services, registers ``services.on_close(...)``, and returns its routes for ``app.routes``.
"""
