import QtQuick

// A QR code, black on white in every theme, whole pixels, quiet zone of four cells.
Rectangle {
    id: block

    property string text: ""
    property real maxSide: Infinity
    readonly property int cell: Math.max(2, Theme.measure(Theme.wide ? "qrCellWide" : "qrCell"))

    implicitWidth: code.width
    implicitHeight: code.height
    color: "white"
    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("二维码")

    Image {
        id: code
        source: block.text === "" ? "" : "image://qr/" + block.cell + "/" + (isFinite(block.maxSide) ? Math.floor(block.maxSide) : 0) + "/" + encodeURIComponent(block.text)
        smooth: false
        Accessible.ignored: true
    }
}
