pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Parts

// The services of a kind, or those a question may mean: rows, at most six on a leaf, never scrolled.
KioskPage {
    id: page

    readonly property bool asked: app.page === "which"
    readonly property bool hints: asked && !Theme.wide && Theme.scale === 1

    heading: asked ? qsTr("您想问哪一个？") : app.finder.title
    says: [asked ? (app.canListen ? Prompts.whichEnter : Prompts.whichEnterAway) : app.canListen ? Prompts.browseEnter : Prompts.browseEnterAway]

    BigText {
        id: heard
        visible: page.asked && Theme.scale < 2
        width: parent.width
        colour: Theme.ink2
        lineHeight: 1.0
        text: (page.app.finder.heard === page.app.finder.letters ? qsTr("您按的是：%1") : qsTr("我听到的是：“%1”")).arg(page.app.finder.heard)
    }
    BigText {
        id: title
        y: heard.visible ? heard.implicitHeight : 0
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
        height: page.height - y - pager.room - (none.visible ? none.height + Theme.mm(4) : 0)
        columns: Theme.wide && Theme.scale === 1 ? 2 : 1
        most: page.asked ? (columns === 2 ? 4 : 3) : 6
        leaf: page.app.leaf
        Repeater {
            model: page.app.finder.services
            delegate: Block {
                id: cell

                required property int index
                required property string opens
                required property string about
                required property string word
                required property string hint
                required property string picture
                required property int tone

                implicitHeight: Math.max(Theme.mm(26), row.needed)
                stretch: Theme.mm(page.asked ? 72 : 46)
                ChoiceRow {
                    id: row
                    objectName: "service-" + cell.about
                    anchors.fill: parent
                    number: page.asked && Theme.scale < 2 ? cell.index % leaves.most + 1 : 0
                    withPlate: Theme.scale === 1
                    role: Theme.scale >= 2 ? "label" : "bigLabel"
                    picture: cell.picture
                    tone: cell.tone
                    text: cell.word
                    hint: page.hints ? cell.hint : ""
                    onClicked: page.app.open(cell.opens, cell.about)
                }
            }
        }
    }
    BigButton {
        id: none
        objectName: "none-of-these"
        visible: page.asked
        width: parent.width
        height: Theme.mm(Theme.wide ? Theme.pick(30, 32, 36) : Theme.pick(40, 40, 42))
        y: page.height - pager.room - height
        kind: "person"
        picture: "person"
        pictureSize: Theme.mm(16)
        role: Theme.scale >= 2 ? "label" : "bigLabel"
        corner: Theme.measure("radiusTile")
        text: qsTr("都不是，叫人")
        onClicked: page.app.open("person", "")
    }
    Pager {
        id: pager
        readonly property real room: visible ? height + Theme.mm(4) : 0
        width: parent.width
        y: parent.height - height
        leaf: leaves.shown
        leaves: leaves.count
        onTurned: leaf => page.app.turn(leaf)
    }
}
