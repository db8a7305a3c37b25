"""`central-platform createadmin`: the first person who may do everything."""

import click

from central_platform.commands import exits
from central_platform.commands.fault import Fault


@click.command()
@click.option("--user", prompt=True)
@click.option("--password", prompt=True, hide_input=True, confirmation_prompt=True, help="asked for when not given")
def createadmin(user: str, password: str) -> None:
    """Make an administrator of the staff console."""
    from django.contrib.auth import get_user_model
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    people = get_user_model()
    if people.objects.filter(username=user).exists():
        raise Fault(f"{user} exists already", exits.BAD_INPUT)
    try:
        validate_password(password, people(username=user))
    except ValidationError as error:
        raise Fault(" ".join(error.messages), exits.BAD_INPUT) from error
    people.objects.create_superuser(user, password=password)
    click.echo(f"{user} may log in at /staff/")
