"""The eyes and fingers of assistive technology: run by the system's own Python, it knows nothing of the kiosk's code.

One JSON line in, one out: {"look": true} · {"press": ID} · {"set": [ID, VALUE]} · {"key": NAME} · {"heard": true}
"""

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
EVENTS = ("object:announcement", "object:state-changed:focused", "object:property-change:accessible-name")


class Eye:
    """Looks at one application on the accessibility bus."""

    def __init__(self, name: str) -> None:
        self.events: list[tuple[float, str, str, int]] = []
        self._listener = Atspi.EventListener.new(self._happened)
        for kind in EVENTS:
            self._listener.register(kind)
        self._app = self._find(name)

    def _happened(self, event: Atspi.Event) -> None:
        words = event.any_data if isinstance(event.any_data, str) else ""
        try:
            self.events.append((time.monotonic(), event.type, words or self._id(event.source), event.detail1))
        except GLib.Error:
            return  # gone before it was looked at

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
        for number in range(node.get_child_count()):
            child = node.get_child_at_index(number)
            if child is None:
                continue
            if child.get_state_set().contains(Atspi.StateType.SHOWING):
                yield child
            yield from self._shown(child)

    def look(self) -> list[dict]:
        """Every node that is showing: role, name, description, id, extents in pixels, actions, value."""
        self._app.clear_cache()
        return [self._told(node) for node in self._shown(self._app)]

    def _told(self, node: Atspi.Accessible) -> dict:
        box = node.get_extents(Atspi.CoordType.SCREEN)
        actions = (
            [node.get_action_name(n).lower() for n in range(node.get_n_actions())] if node.get_action_iface() else []
        )
        return {
            "role": node.get_role_name(), "name": node.get_name() or "", "description": node.get_description() or "", "id": self._id(node),
            "box": [box.x, box.y, box.width, box.height], "actions": actions,
            "value": node.get_current_value() if node.get_value_iface() else None,
            "enabled": node.get_state_set().contains(Atspi.StateType.SENSITIVE),
        }  # fmt: skip

    def _node(self, name: str) -> Atspi.Accessible:
        self._app.clear_cache()
        return next(node for node in self._shown(self._app) if self._id(node) == name)

    def do(self, wish: dict) -> object:
        match wish:
            case {"look": _}:
                return self.look()
            case {"press": str(name)}:
                node = self._node(name)
                actions = [node.get_action_name(n).lower() for n in range(node.get_n_actions())]
                node.do_action(actions.index("press"))
            case {"set": [str(name), float() | int() as value]}:
                self._node(name).set_current_value(value)
            case {"key": str(name)}:
                return self._key(name)
            case {"heard": _}:
                self.wait(SETTLE_S)
                heard, self.events = [event[2] for event in self.events if event[1] == "object:announcement"], []
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
            focus = [event for event in self.events if event[1] == "object:state-changed:focused" and event[3] == 1]
            if focus:
                return {"focus": focus[-1][2], "ms": round(1000 * (focus[0][0] - pressed)), "events": len(focus)}
        return {"focus": "", "ms": None, "events": 0}


def main() -> None:
    Atspi.init()
    eye = Eye(sys.argv[1])
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        print(json.dumps(eye.do(json.loads(line)), ensure_ascii=False), flush=True)


main()
