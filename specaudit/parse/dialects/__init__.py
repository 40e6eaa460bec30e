"""How families of documents mark ids, authority, commentary and examples."""
