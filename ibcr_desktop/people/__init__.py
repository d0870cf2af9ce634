"""Who is whom: known people while a name is typed, duplicates of the whole database, joining and parting them."""
