"""Who is whom: known people while a name is typed, duplicates, joining and parting; how long identities are kept."""
