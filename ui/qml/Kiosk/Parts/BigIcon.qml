pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes

// One picture: a glyph of the icon font, or a path drawn by us on a 256 grid. The word beside it is the name.
Item {
    id: icon

    property string picture: ""
    property color colour: Theme.ink
    property real size: Theme.measure("icon")

    readonly property string glyph: Theme.glyphs[picture] ?? ""
    readonly property string path: glyph === "" ? (Theme.drawn[picture] ?? "") : ""

    implicitWidth: size
    implicitHeight: size
    Accessible.ignored: true

    Text {
        anchors.centerIn: parent
        visible: icon.glyph !== ""
        text: icon.glyph
        textFormat: Text.PlainText
        color: icon.colour
        font.family: Theme.iconFamily
        font.pixelSize: Math.max(1, Math.round(icon.size))
        Accessible.ignored: true
    }

    Loader {
        anchors.centerIn: parent
        active: icon.path !== ""
        sourceComponent: Shape {
            width: icon.size
            height: icon.size
            ShapePath {
                strokeWidth: -1
                fillColor: icon.colour
                scale: Qt.size(icon.size / 256, icon.size / 256)
                PathSvg {
                    path: icon.path
                }
            }
        }
    }
}
