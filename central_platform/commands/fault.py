"""A command that cannot go on says so in one sentence and ends with its code."""

import click


class Fault(click.ClickException):
    """Shown as one line on stderr."""

    def __init__(self, sentence: str, exit_code: int) -> None:
        super().__init__(sentence)
        self.exit_code = exit_code

    def show(self, file: object = None) -> None:
        click.echo(f"central-platform: {self.message}", err=True)
