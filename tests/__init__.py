"""The tests; they know no setting of whoever runs them."""

import os

# Before anything is imported: the language of messages is read when the command is.
for _name in [name for name in os.environ if name.upper().startswith("PRESSEARCHIV_")]:
    del os.environ[_name]
