pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Models
import Kiosk.Parts

// The services of a kind: rows, at most six on a leaf, never scrolled.
KioskPage {
    id: page

    readonly property RecordList list: app.finder.services

    heading: app.finder.title
    talk: "results"
    asks: true
    says: [app.canListen ? Prompts.browseEnter : Prompts.browseEnterAway]

    Component.onDestruction: list.room = leaves.most

    Later {
        id: later
        done: page.app.leaf > 0
    }
    Timer {
        interval: 1
        repeat: true
        running: later.done && page.list.room < page.list.total
        onTriggered: page.list.room += leaves.most
    }
    BigText {
        id: title
        width: parent.width
        role: "title"
        heading: true
        lineHeight: 1.0
        text: page.heading
    }
    Leaves {
        id: leaves
        y: title.y + title.height + Theme.mm(4)
        width: parent.width
        height: page.height - y - pager.room
        columns: Theme.wide && Theme.step === 1 ? 2 : 1
        most: 6
        leaf: page.app.leaf
        Repeater {
            model: page.list
            delegate: ChoiceBlock {
                id: row
                stretch: Theme.mm(46)
                onPressed: page.app.open(row.opens, row.about)
            }
        }
    }
    Pager {
        id: pager
        readonly property real room: visible ? height + Theme.mm(4) : 0
        width: parent.width
        y: parent.height - height
        leaf: leaves.shown
        leaves: Math.max(leaves.count, Math.ceil(page.list.total / leaves.most))
        onTurned: leaf => page.app.turn(leaf)
    }
}
