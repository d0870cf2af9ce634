"""Forms, tables and history of any record, generated from its declared fields."""
