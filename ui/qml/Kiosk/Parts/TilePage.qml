pragma ComponentBehavior: Bound

import QtQuick

// A heading and tiles: six on a leaf, four in large text.
KioskPage {
    id: page

    // {name, word, picture, tone}
    property var tiles: []
    // Names of tiles: of which one can be chosen; which are on or off; which are so now. Apart from the tiles, so that a
    // press changes a tile and does not make all of them anew.
    property var choices: []
    property var switches: []
    property var chosen: []
    property string prefix: "tile"
    readonly property int fit: Theme.step >= 2 ? 4 : 6
    readonly property int leaves: Math.max(1, Math.ceil(tiles.length / fit))
    readonly property int leaf: Math.min(app.leaf, leaves - 1)
    readonly property var shown: tiles.slice(leaf * fit, (leaf + 1) * fit)
    readonly property bool across: Theme.step >= 2

    signal picked(name: string)

    talk: "results"
    asks: true

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
        columns: Theme.wide ? (page.across || page.tiles.length === 4 ? 2 : 3) : page.across ? 1 : 2
        count: Math.min(page.fit, page.tiles.length)
        room: page.height - y - (pager.visible ? pager.height + Theme.mm(4) : 0)
        Repeater {
            model: page.shown
            delegate: Tile {
                required property var modelData
                objectName: page.prefix + "-" + modelData.name
                width: grid.cellWidth
                height: grid.cellHeight
                across: page.across
                plateSize: Math.min(Theme.mm(Theme.wide ? Theme.pick(32, 26, 24) : Theme.pick(42, 36, 24)), grid.cellHeight - Theme.mm(8))
                picture: modelData.picture
                tone: modelData.tone
                text: modelData.word
                hint: toggles ? (chosen ? qsTr("开着") : qsTr("关着")) : ""
                choosable: page.choices.includes(modelData.name)
                toggles: page.switches.includes(modelData.name)
                chosen: page.chosen.includes(modelData.name)
                onClicked: page.picked(modelData.name)
            }
        }
    }
    Pager {
        id: pager
        width: parent.width
        y: parent.height - height
        leaf: page.leaf
        leaves: page.leaves
        onTurned: leaf => page.app.turn(leaf)
    }
}
