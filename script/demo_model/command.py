"""The command line of script/train-demo-model."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pathlib import Path

import click

from assets import path
from demo_model import building, folder
from demo_model.acoustic import PLANS, Acoustic, Plan

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "build" / "demo-model"
LARGEST_MB = 6.0


@click.command()
@click.option("--lang", type=click.Choice(["zh", "en", "both"]), default="both", show_default=True)
@click.option(
    "--words-only", is_flag=True, help="Keep the trained sounds; build lexicon and language model anew (a minute)."
)
@click.option("--utterances", type=int, help="Sentences to train on instead of 14,000 zh, 12,000 en.")
@click.option("--epochs", type=int, help="Passes over them instead of 10 zh, 9 en.")
@click.option("--channels", type=int, help="Width of the network instead of 160 zh, 144 en.")
@click.option(
    "--processes", type=int, default=2, show_default=True, help="For the speaking; the learning uses one core."
)
@click.option("--out", type=click.Path(path_type=Path), help="Folder for demo-zh and demo-en.  [default: assets/voice]")
@click.option("--measure/--no-measure", default=True, show_default=True, help="Measure with the ten voices kept out.")
def main(
    lang: str,
    words_only: bool,
    utterances: int | None,
    epochs: int | None,
    channels: int | None,
    processes: int,
    out: Path | None,
    measure: bool,
) -> None:
    """Train the demo voice models on espeak-ng's speech and write them into assets/voice.

    Three steps a language: speak (many voices, rooms and noises; build/demo-model/LANG, kept), learn (a small network;
    build/demo-model/acoustic-LANG.npz, kept), build (the words of the content). Then the figures are measured.
    On one core about 30 minutes for the first, 50 for the second, a minute for the third.

    Needs espeak-ng, and in the kiosk's environment: pip install -r script/demo_model/requirements.txt
    """
    target = out or path("voice")
    for one in ("zh", "en") if lang == "both" else (lang,):
        if words_only:
            acoustic = _kept(one)
        else:
            plan = PLANS[one]
            acoustic = _learnt(
                one,
                replace(
                    plan,
                    utterances=utterances or plan.utterances,
                    channels=channels or plan.channels,
                    epochs=epochs or plan.epochs,
                ),
                processes,
            )
        click.echo(f"{one}: building the words")
        place = target / f"demo-{one}"
        building.build(one, acoustic, place)
        if measure:
            click.echo(f"{one}: measuring")
            building.note_figures(place, one, import_module("demo_model.figures").measure_all(place, one))
        click.echo(f"{one}: {folder.size_bytes(place) / 1e6:.2f} MB in {place}")
    size_mb = folder.size_bytes(*target.glob("demo-*")) / 1e6
    if size_mb > LARGEST_MB:
        raise click.ClickException(f"the models take {size_mb:.2f} MB together, more than {LARGEST_MB}")


def _kept(lang: str) -> Acoustic:
    """The sounds of the last training here, or else those inside the model in assets."""
    file = WORK / f"acoustic-{lang}.npz"
    return Acoustic.load(file) if file.exists() else folder.acoustic_of(path("voice", f"demo-{lang}"))


def _learnt(lang: str, plan: Plan, processes: int) -> Acoustic:
    network = import_module("demo_model.network")  # torch: seconds to load, and not needed for the words
    examples = import_module("demo_model.examples")
    click.echo(f"{lang}: speaking {plan.utterances:,} sentences")
    files = examples.make(lang, plan.utterances, WORK / lang, processes)
    click.echo(f"{lang}: learning")
    data = network.stream([examples.Shard.load(file) for file in files])
    acoustic: Acoustic = network.train(data, plan, click.echo)
    acoustic.save(WORK / f"acoustic-{lang}.npz")
    return acoustic
