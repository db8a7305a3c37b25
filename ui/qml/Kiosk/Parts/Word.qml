import QtQuick

// A word that is part of something else (a key, a tile, a disc), which carries its name and is read in its place.
Text {
    property string role: "body"
    property bool single: false
    property color colour: Theme.ink

    textFormat: Text.PlainText
    wrapMode: single ? Text.NoWrap : Text.Wrap
    lineHeight: single ? 0.95 : 1.0
    color: colour
    font.family: Theme.family
    font.pixelSize: Theme.em(role)
    font.weight: Theme.weight(role)
    font.hintingPreference: Font.PreferNoHinting
    Accessible.ignored: true
}
