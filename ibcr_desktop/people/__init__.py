"""Who is whom: known people while a name is typed, duplicates, joining and parting; and how long an identity is kept."""
