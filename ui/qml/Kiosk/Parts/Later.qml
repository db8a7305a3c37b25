import QtQuick

// Done when the page has been seen: what stands on other leaves is made then, so that nobody waits for it.
Item {
    id: later

    property bool done: false

    objectName: "later"

    Connections {
        target: later.Window.window
        function onFrameSwapped() {
            seen.restart();
        }
    }
    Timer {
        id: seen
        interval: 0
        onTriggered: later.done = true
    }
    // A window nobody sees draws no frames.
    Timer {
        interval: 100
        running: !later.done
        onTriggered: later.done = true
    }
}
