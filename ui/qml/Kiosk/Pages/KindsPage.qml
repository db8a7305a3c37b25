pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Parts

// The six families, or the kinds of one family: at most six tiles on a leaf.
KioskPage {
    id: page

    readonly property bool families: app.page === "families"
    readonly property int fit: Theme.step >= 2 ? 4 : 6

    heading: families ? qsTr("您要找哪一类？") : app.finder.title
    talk: "results"
    asks: true
    says: [families && app.about === "voice-off" ? Prompts.voiceOff : app.canListen ? Prompts.browseEnter : Prompts.browseEnterAway]

    Binding {
        target: page.app.finder.choices
        property: "room"
        restoreMode: Binding.RestoreNone
        value: page.fit
    }
    Binding {
        target: page.app.finder.choices
        property: "leaf"
        restoreMode: Binding.RestoreNone
        value: page.app.leaf
    }

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
        y: title.height + Theme.mm(4)
        width: parent.width
        columns: Theme.wide ? (Theme.step >= 2 ? 2 : 3) : Theme.step >= 2 ? 1 : 2
        count: Math.min(page.fit, page.app.finder.choices.total)
        room: page.height - y - (pager.visible ? pager.height + Theme.mm(4) : 0)
        Repeater {
            model: page.app.finder.choices
            delegate: Tile {
                required property string opens
                required property string about
                required property string word
                required picture
                required tone

                objectName: opens + "-" + about
                width: grid.cellWidth
                height: grid.cellHeight
                across: Theme.step >= 2
                plateSize: Theme.mm(Theme.wide ? Theme.pick(32, 24, 22) : Theme.pick(40, 34, 24))
                text: word
                onClicked: page.app.open(opens, about)
            }
        }
    }
    Pager {
        id: pager
        width: parent.width
        y: parent.height - height
        leaf: page.app.leaf
        leaves: page.app.finder.choices.leaves
        onTurned: leaf => page.app.turn(leaf)
    }
}
