"""docs/cli.md tells the truth: every command with exactly its arguments and options, every exit code."""

import re
from pathlib import Path

import click
import pytest

from kiosk.__main__ import cli
from kiosk.exits import Exit

PAGE = (Path(__file__).parents[2] / "docs" / "cli.md").read_text("utf-8")
ROWS = [line.split("`")[1].replace("\\|", "|") for line in PAGE.splitlines() if line.startswith("| `kiosk ")]


def commands(group, words=()):
    """Every command below `group`, by its words."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*words, name))
        else:
            yield " ".join((*words, name)), command


COMMANDS = dict(commands(cli))


def words_of(row):
    """The command's words: those before the first argument or option."""
    return " ".join(re.match(r"kiosk ((?:[a-z]+(?:-[a-z]+)* ?)+)(?= |$)", row + " ").group(1).split())


def test_every_command_is_on_the_page_once():
    assert sorted(words_of(row) for row in ROWS) == sorted(COMMANDS)


@pytest.mark.parametrize("row", ROWS)
def test_a_command_has_what_the_page_says(row):
    command = COMMANDS[words_of(row)]
    options = {name for one in command.params if isinstance(one, click.Option) for name in one.opts}
    assert set(re.findall(r"--[a-z0-9-]+", row)) == options
    arguments = {one.name.strip("_").upper() for one in command.params if isinstance(one, click.Argument)}
    said = re.sub(r"--[a-z0-9-]+ [A-Z]+", "", row)
    assert set(re.findall(r"\b[A-Z]{2,}\b", said)) == arguments
    for one in command.params:
        if isinstance(one, click.Option) and one.required:
            assert f"[{one.opts[0]}" not in row, "what must be given is not optional"
        if isinstance(one, click.Option) and isinstance(one.type, click.Choice) and one.name != "state":
            assert "|".join(one.type.choices) in row


def test_every_exit_code_is_on_the_page():
    codes = {int(code) for code in re.findall(r"^\| (\d+) \|", PAGE, re.MULTILINE)}
    assert codes == {int(code) for code in Exit}
