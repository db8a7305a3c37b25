import QtQuick

// Text of one of the token roles: never smaller than body, never elided, read aloud in its turn.
Text {
    id: text

    property string role: "body"
    property bool heading: false
    property bool single: false
    property bool marked: false
    property bool personal: false
    property string spoken: text.text
    property color colour: Theme.ink

    text: ""
    textFormat: Text.PlainText
    wrapMode: single ? Text.NoWrap : Text.Wrap
    lineHeight: single ? 0.95 : 1.06
    color: marked ? Theme.markText : colour
    font.family: Theme.family
    font.pixelSize: Theme.em(role)
    font.weight: Theme.weight(role)
    font.hintingPreference: Font.PreferNoHinting

    Accessible.role: heading ? Accessible.Heading : Accessible.StaticText
    Accessible.name: text.text

    Rectangle {
        z: -1
        visible: text.marked
        x: (text.horizontalAlignment === Text.AlignHCenter ? (text.width - text.contentWidth) / 2 : 0) - Theme.mm(2)
        width: text.contentWidth + Theme.mm(4)
        height: text.height
        radius: Theme.mm(2)
        color: Theme.mark
    }
}
