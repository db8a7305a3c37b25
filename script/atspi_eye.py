"""The eyes and fingers of assistive technology: run by the system's own Python, it knows nothing of the kiosk's code.

One JSON line in, one out: {"look": true} · {"press": ID} · {"effect": ID} · {"set": [ID, VALUE]} · {"key": NAME} ·
{"heard": true}
"""

import contextlib
import json
import subprocess
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

PATIENCE_S = 20.0
SETTLE_S = 0.4
FOCUS_S = 2.0
EFFECT_S = 2.0
LOOK_AGAIN_S = 0.05
FOCUSED = "object:state-changed:focused"
CHECKED = "object:state-changed:checked"
EVENTS = (
    FOCUSED,
    CHECKED,
    "object:announcement",
    "object:property-change",
    "object:state-changed:showing",
    "object:children-changed",
)


class Eye:
    """Looks at one application on the accessibility bus."""

    def __init__(self, name: str) -> None:
        self.events: list[tuple[float, str, str, int]] = []
        self._app = self._find(name)
        self._listener = Atspi.EventListener.new(self._happened)
        for kind in EVENTS:
            self._listener.register(kind)

    def _happened(self, event: Atspi.Event) -> None:
        words = event.any_data if isinstance(event.any_data, str) else ""
        if event.type in (FOCUSED, CHECKED):
            with contextlib.suppress(GLib.Error):  # gone before it was looked at
                words = self._id(event.source)
        self.events.append((time.monotonic(), event.type, words, event.detail1))

    def _find(self, name: str) -> Atspi.Accessible:
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            desktop = Atspi.get_desktop(0)
            for number in range(desktop.get_child_count()):
                app = desktop.get_child_at_index(number)
                if (
                    app
                    and app.get_name() == name
                    and app.get_child_count()
                    and app.get_child_at_index(0).get_child_count()
                ):
                    return app
            self.wait(0.2)
        raise SystemExit("the kiosk is not on the accessibility bus")

    def wait(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            GLib.MainContext.default().iteration(False)
            time.sleep(0.005)

    @staticmethod
    def _id(node: Atspi.Accessible) -> str:
        return (node.get_accessible_id() or "").rpartition(".")[2]

    def _shown(self, node: Atspi.Accessible):
        try:
            for number in range(node.get_child_count()):
                child = node.get_child_at_index(number)
                if child is None:
                    continue
                if child.get_state_set().contains(Atspi.StateType.SHOWING):
                    yield child
                yield from self._shown(child)
        except GLib.Error:
            return  # the page has gone meanwhile

    def look(self) -> list[dict]:
        """Every node that is showing: role, name, description, id, extents in pixels, actions, value, on or off."""
        self._app.clear_cache()
        nodes = []
        for node in self._shown(self._app):
            with contextlib.suppress(GLib.Error):
                nodes.append(self._told(node))
        return nodes

    def _told(self, node: Atspi.Accessible) -> dict:
        box = node.get_extents(Atspi.CoordType.SCREEN)
        actions = (
            [node.get_action_name(n).lower() for n in range(node.get_n_actions())] if node.get_action_iface() else []
        )
        states = node.get_state_set()
        return {
            "role": node.get_role_name(), "name": node.get_name() or "", "description": node.get_description() or "", "id": self._id(node),
            "box": [box.x, box.y, box.width, box.height], "actions": actions,
            "value": node.get_current_value() if node.get_value_iface() else None,
            "enabled": states.contains(Atspi.StateType.SENSITIVE),
            "on": states.contains(Atspi.StateType.CHECKED) if states.contains(Atspi.StateType.CHECKABLE) else None,
        }  # fmt: skip

    def _node(self, name: str) -> Atspi.Accessible:
        """Waits for it: a page may be on its way."""
        until = time.monotonic() + FOCUS_S
        while time.monotonic() < until:
            self._app.clear_cache()
            with contextlib.suppress(GLib.Error):
                for node in self._shown(self._app):
                    if self._id(node) == name:
                        return node
            self.wait(LOOK_AGAIN_S)
        raise LookupError(f"{name} is not shown")

    def _press(self, name: str) -> None:
        node = self._node(name)
        actions = [node.get_action_name(n).lower() for n in range(node.get_n_actions())]
        node.do_action(actions.index("press"))

    def effect(self, name: str) -> dict:
        """Presses; after how many ms the first news came, what was announced, and what is shown then."""
        before, nodes = self.look(), []
        self.wait(LOOK_AGAIN_S)
        self.events.clear()
        pressed = time.monotonic()
        self._press(name)
        while time.monotonic() - pressed < EFFECT_S:
            self.wait(LOOK_AGAIN_S)
            last, nodes = nodes, self.look()
            if nodes == last and (nodes != before or self._heard()):  # it has come to rest
                break
        news = self._news()
        return {
            "ms": round(1000 * (news[0][0] - pressed)) if news else None,
            "heard": self._heard(),
            "switched": {event[2]: bool(event[3]) for event in self.events if event[1] == CHECKED},
            "changed": nodes != before,
            "nodes": nodes,
        }

    def _news(self) -> list[tuple[float, str, str, int]]:
        """All that happened but a move of the focus, which every press may bring."""
        return [event for event in self.events if event[1] != FOCUSED]

    def _heard(self) -> list[str]:
        return [event[2] for event in self.events if event[1] == "object:announcement"]

    def do(self, wish: dict) -> object:
        match wish:
            case {"look": _}:
                return self.look()
            case {"press": str(name)}:
                self._press(name)
            case {"effect": str(name)}:
                return self.effect(name)
            case {"set": [str(name), float() | int() as value]}:
                self._node(name).set_current_value(value)
            case {"key": str(name)}:
                return self._key(name)
            case {"heard": _}:
                self.wait(SETTLE_S)
                heard, self.events = self._heard(), []
                return heard
        self.wait(SETTLE_S)
        return True

    def _key(self, name: str) -> dict:
        """Presses a key; where the focus came to, and after how many ms it was told."""
        self.events.clear()
        pressed = time.monotonic()
        subprocess.run(["xdotool", "key", name], check=True)
        while time.monotonic() - pressed < FOCUS_S:
            self.wait(0.01)
            focus = [event for event in self.events if event[1] == FOCUSED and event[3] == 1]
            if focus:
                return {"focus": focus[-1][2], "ms": round(1000 * (focus[0][0] - pressed)), "events": len(focus)}
        return {"focus": "", "ms": None, "events": 0}


def main() -> None:
    Atspi.init()
    eye = Eye(sys.argv[1])
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        try:
            did = eye.do(json.loads(line))
        except (LookupError, ValueError, GLib.Error) as error:
            did = {"failed": str(error)}
        print(json.dumps(did, ensure_ascii=False), flush=True)


main()
