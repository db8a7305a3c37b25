pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Parts

// Before anything personal is read aloud: the hall is full of ears, and the resident says whether.
KioskPage {
    id: page

    heading: Theme.step >= 2 ? qsTr("要念出来吗？") : qsTr("要大声念出来吗？")
    talk: "check"
    asks: true
    answers: ({
            yes: () => page.pressNamed("aloud-yes"),
            no: () => page.pressNamed("aloud-no")
        })
    says: [Prompts.privateAsk]

    BigText {
        id: title
        width: parent.width
        role: Theme.step > 1 ? "title" : "display"
        heading: true
        lineHeight: 1.0
        text: page.heading
    }
    FactCard {
        id: why
        y: title.height + Theme.mm(4)
        width: parent.width
        height: implicitHeight
        picture: Theme.step >= 2 ? "" : "shield"
        role: "answer"
        text: qsTr("这是您自己的事，别人也听得到。")
    }
    TileGrid {
        id: grid
        y: why.y + why.height + Theme.mm(5)
        width: parent.width
        columns: Theme.wide ? 2 : 1
        count: 2
        room: page.height - y
        Repeater {
            model: [
                {
                    name: "no",
                    word: qsTr("不念我的事"),
                    picture: "no"
                },
                {
                    name: "yes",
                    word: qsTr("大声念"),
                    picture: "read"
                }
            ]
            delegate: Tile {
                required property var modelData
                required property int index
                objectName: "aloud-" + modelData.name
                width: grid.cellWidth
                height: grid.cellHeight
                across: !Theme.wide
                plateSize: Math.min(Theme.mm(Theme.pick(42, 34, 26)), grid.cellHeight - Theme.mm(8))
                picture: modelData.picture
                tone: index
                text: modelData.word
                onClicked: page.app.readPrivate(modelData.name === "yes")
            }
        }
    }
}
