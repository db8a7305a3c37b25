pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Models
import Kiosk.Parts

// For staff: a bank card is held against the frame until both are alike. It has no furniture, for nobody visits.
KioskPage {
    id: page

    readonly property CalibrationViewModel panel: app.calibration
    readonly property int edge: Theme.mm(14)
    readonly property string line: panel.answer === "small" ? qsTr("这块屏太小，字和键放不下。最小要21.5寸。") : panel.answer === "kept" ? qsTr("记住了。请关掉，再开一次。") : qsTr("拿一张银行卡，贴在框上。")

    bare: true
    heading: qsTr("量一量屏幕")
    says: [line]

    Component.onCompleted: panel.begin(Theme.pxPerMm)

    Column {
        id: words
        x: page.edge
        y: page.edge
        width: parent.width - 2 * x
        spacing: Theme.mm(4)
        BigText {
            width: parent.width
            role: "title"
            heading: true
            lineHeight: 1.0
            text: page.heading
        }
        BigText {
            objectName: "calibration-line"
            width: parent.width
            role: "strong"
            text: page.line
        }
    }
    Rectangle {
        id: card
        x: page.edge
        y: words.y + words.height + Theme.mm(8)
        width: Math.round(page.panel.cardWidth)
        height: Math.round(page.panel.cardHeight)
        radius: Math.round(3.2 * page.panel.pxPerMm)
        color: Theme.card
        border.width: Theme.measure("edgeStrong")
        border.color: Theme.ink
        Accessible.ignored: true
        BigText {
            anchors.centerIn: parent
            visible: implicitWidth < parent.width - Theme.mm(4)
            single: true
            text: qsTr("银行卡")
        }
    }
    Item {
        id: ruler
        x: page.edge
        y: card.y + card.height + Theme.mm(8)
        width: Math.round(100 * page.panel.pxPerMm)
        height: Theme.mm(8)
        Rectangle {
            width: parent.width
            height: Theme.mm(1)
            color: Theme.ink
        }
        Repeater {
            model: 11
            delegate: Rectangle {
                required property int index
                x: Math.round(index * 10 * page.panel.pxPerMm)
                width: Theme.mm(0.6)
                height: Theme.mm(index % 5 === 0 ? 8 : 4)
                color: Theme.ink
            }
        }
    }
    BigText {
        y: ruler.y + ruler.height + Theme.mm(2)
        x: page.edge
        text: qsTr("这条线长10厘米")
    }
    TileGrid {
        id: keys
        readonly property var ways: [
            {
                name: "bigger",
                word: qsTr("框小了"),
                steps: 1
            },
            {
                name: "smaller",
                word: qsTr("框大了"),
                steps: -1
            },
            {
                name: "undo",
                word: qsTr("回到原样"),
                steps: 0
            },
            {
                name: "accept",
                word: qsTr("一样大"),
                steps: 0
            }
        ]
        x: Theme.wide ? parent.width * 0.55 : page.edge
        y: parent.height - Theme.mm(17) - height
        width: parent.width - x - page.edge
        columns: 2
        count: 4
        room: Theme.mm(Theme.wide ? 150 : 130)
        Repeater {
            model: keys.ways
            delegate: BigButton {
                required property var modelData
                objectName: "calibration-" + modelData.name
                width: keys.cellWidth
                height: keys.cellHeight
                kind: modelData.name === "accept" ? "primary" : "face"
                picture: Theme.step > 1 ? "" : modelData.name === "accept" ? "check" : modelData.name === "undo" ? "undo" : modelData.name === "bigger" ? "bigger" : "ruler"
                role: Theme.step > 1 ? "label" : "bigLabel"
                single: false
                text: modelData.word
                onClicked: {
                    if (modelData.name === "accept")
                        page.panel.accept(page.Window.width, page.Window.height);
                    else if (modelData.name === "undo")
                        page.panel.undo();
                    else
                        page.panel.grow(modelData.steps);
                }
            }
        }
    }
}
