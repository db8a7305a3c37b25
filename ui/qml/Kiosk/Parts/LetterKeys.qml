pragma ComponentBehavior: Bound

import QtQuick

// The 23 letters that begin a syllable, and erase: all on one page at every size. It learns nothing.
Grid {
    id: keys

    property real room: 100
    property bool dense: false
    readonly property int lines: Math.ceil(24 / columns)
    readonly property real least: lines * Theme.mm(Theme.tokens.mm.target + 4) + (lines - 1) * spacing
    readonly property int keyWidth: Math.floor((width - (columns - 1) * spacing) / columns)
    readonly property int keyHeight: Math.min(Theme.mm(52), Math.floor((room - (lines - 1) * spacing) / lines))

    signal letter(string letter)
    signal erased

    columns: Theme.wide ? 8 : dense ? 5 : Theme.step >= 2 ? 4 : 6
    spacing: Theme.mm(3.5)

    Repeater {
        model: ["A", "B", "C", "D", "E", "F", "G", "H", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T", "W", "X", "Y", "Z", "erase"]
        delegate: BigButton {
            required property string modelData

            objectName: "letter-" + modelData
            width: keys.keyWidth
            height: keys.keyHeight
            padX: Theme.mm(1)
            text: modelData !== "erase" ? modelData : Theme.step >= 2 && Theme.wide || Theme.step > 1 && Theme.en ? qsTr("擦") : qsTr("擦掉")
            role: modelData === "erase" ? "body" : "key"
            spoken: modelData === "erase" ? Accessible.name : ""
            onClicked: modelData === "erase" ? keys.erased() : keys.letter(modelData)
        }
    }
}
