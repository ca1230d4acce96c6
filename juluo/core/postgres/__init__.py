"""Django's PostgreSQL backend, with lock two: every transaction says first which space is acting."""
