"""`central-platform createadmin`: the first person who may do everything; `totp-remove`: for who lost their telephone."""

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


@click.command("totp-remove")
@click.argument("user")
def totp_remove(user: str) -> None:
    """Take away the second factor of USER, who lost the telephone and the recovery codes; the act is in the log."""
    from django.contrib.auth import get_user_model

    from central_platform.staff import second_factor

    person = get_user_model().objects.filter(username=user).first()
    if person is None:
        raise Fault(f"there is nobody called {user}", exits.BAD_INPUT)
    if not second_factor.remove(person, None):
        raise Fault(f"{user} has no second factor", exits.BAD_INPUT)
    click.echo(f"{user} signs in with the password alone now")
