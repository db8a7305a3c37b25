pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Parts

// 还有: what did not fit on the first page in large text.
KioskPage {
    id: page

    readonly property var tiles: [
        {
            name: "notice",
            word: qsTr("看通知"),
            picture: "notice",
            tone: 3
        },
        {
            name: "practice",
            word: qsTr("学着用"),
            picture: "learn",
            tone: 5
        },
        {
            name: "letters",
            word: qsTr("打字找"),
            picture: "keyboard",
            tone: 1
        }
    ]

    heading: qsTr("还有这些")
    talk: "results"
    asks: true
    says: [Prompts.browseEnterAway]

    BigText {
        id: title
        width: parent.width
        role: "title"
        heading: true
        lineHeight: 1.0
        text: page.heading
    }
    TileGrid {
        id: grid
        y: title.height + Theme.mm(5)
        width: parent.width
        columns: Theme.wide && Theme.step < 2 ? 3 : 1
        count: page.tiles.length
        room: page.height - y
        Repeater {
            model: page.tiles
            delegate: Tile {
                required property var modelData
                objectName: "tile-" + modelData.name
                width: grid.cellWidth
                height: grid.cellHeight
                across: grid.columns === 1
                plateSize: Theme.mm(Theme.pick(38, 32, 26))
                picture: modelData.picture
                tone: modelData.tone
                text: modelData.word
                onClicked: page.app.open(modelData.name, "")
            }
        }
    }
}
