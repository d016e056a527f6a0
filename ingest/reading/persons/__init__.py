from ingest.reading.persons.old import read_persons
