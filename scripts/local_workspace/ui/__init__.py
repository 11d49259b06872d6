"""A plain page on the local workspace, for people: on Azure this is the studio. It only reads."""
