"""Options that several commands take."""

import click

from pressearchiv.cli.output import translate

no_index_option = click.option("--no-index", is_flag=True, help=translate("Den Suchindex nicht nachführen."))
json_option = click.option("--json", "as_json", is_flag=True, help=translate("Antwort als JSON."))
