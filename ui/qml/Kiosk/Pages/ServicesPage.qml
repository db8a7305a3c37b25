pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Parts

// The services of a kind: rows, at most six on a leaf, never scrolled.
KioskPage {
    id: page

    heading: app.finder.title
    talk: "results"
    asks: true
    says: [app.canListen ? Prompts.browseEnter : Prompts.browseEnterAway]

    Component.onDestruction: app.finder.services.room = leaves.most

    Later {
        id: later
        done: page.app.leaf > 0
        onDoneChanged: page.app.finder.services.room = page.app.finder.services.total
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
            model: page.app.finder.services
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
        leaves: Math.max(leaves.count, Math.ceil(page.app.finder.services.total / leaves.most))
        onTurned: leaf => page.app.turn(leaf)
    }
}
