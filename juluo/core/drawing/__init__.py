"""Pictures that the server draws for links, screens and phones: cards, posters, icons."""
