"""Search, SQL and pictures over what was extracted; reads only."""
