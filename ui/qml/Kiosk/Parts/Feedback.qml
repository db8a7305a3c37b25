pragma Singleton

import QtQuick

// Every press is answered at once: parts tell of it here, Main.qml plays the tone.
QtObject {
    signal pressed
    // By hand, by key, or by assistive technology, which neither touches nor types.
    signal acted
}
