pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Models
import Kiosk.Parts

// 这条不对: what is wrong with a service, told by one press; when it cannot be kept, once more or a person.
KioskPage {
    id: page

    readonly property CorrectionViewModel correction: app.correction
    readonly property bool refused: correction.refused !== ""
    readonly property bool sending: correction.sending
    property bool tried: false
    readonly property string word: things.find(thing => thing.name === correction.what)?.word ?? ""
    readonly property var things: [
        {
            name: "phone",
            word: qsTr("电话不对"),
            picture: "phone",
            tone: 1
        },
        {
            name: "address",
            word: qsTr("地址不对"),
            picture: "place",
            tone: 5
        },
        {
            name: "hours",
            word: qsTr("时间不对"),
            picture: "clock",
            tone: 0
        },
        {
            name: "papers",
            word: qsTr("要带的不对"),
            picture: "papers",
            tone: 3
        },
        {
            name: "other",
            word: qsTr("别的不对"),
            picture: "more",
            tone: 2
        }
    ]

    heading: refused ? qsTr("现在告诉不了社区") : qsTr("哪里不对？")
    talk: "results"
    asks: true
    answers: ({
            no: () => page.app.back()
        })
    says: [refused ? Prompts.tellRefused : Prompts.wrongEnter]

    // Refused once more: said once more, for the page stays as it is.
    onSendingChanged: if (!sending && tried && refused)
        app.voice.greet(says)

    BigText {
        id: title
        width: parent.width
        role: "title"
        heading: true
        lineHeight: 1.0
        text: page.heading
    }
    BigText {
        id: under
        visible: Theme.step < 2
        y: title.height
        width: parent.width
        colour: Theme.ink2
        text: page.correction.name + (page.refused ? Words.colon + page.word : "")
    }
    TileGrid {
        id: grid
        y: (under.visible ? under.y + under.height : title.height) + Theme.mm(4)
        width: parent.width
        columns: !Theme.wide ? 1 : Theme.step > 1 ? 2 : 3
        count: page.things.length
        room: page.height - y
        Repeater {
            model: page.refused ? [] : page.things  // not hidden: what is hidden would keep the focus
            delegate: Tile {
                required property var modelData
                objectName: "wrong-" + modelData.name
                careful: true
                width: grid.cellWidth
                height: grid.cellHeight
                across: grid.columns < 3
                plateSize: Math.min(Theme.mm(Theme.pick(38, 28, 24)), grid.cellHeight - Theme.mm(8))
                picture: modelData.picture
                pictured: Theme.pictures && !(Theme.en && Theme.wide && Theme.step >= 2)
                tone: modelData.tone
                text: modelData.word
                onClicked: page.correction.tell(modelData.name)
            }
        }
    }
    FactCard {
        id: why
        readonly property real most: person.y - Theme.mm(5) - y
        visible: page.refused && implicitHeight <= most  // else it is said, and the heading and the keys tell it
        y: grid.y
        width: parent.width
        height: Math.max(implicitHeight, Math.min(most, Theme.mm(Theme.wide ? 150 : 120)))
        picture: Theme.step >= 2 ? "" : "warn"
        role: Theme.step >= 2 ? "strong" : "answer"
        text: Prompts.tellRefused
    }
    BigButton {
        id: person
        objectName: "wrong-person"
        visible: page.refused
        y: parent.height - height
        width: Math.floor((parent.width - Theme.mm(5)) * 0.44)
        height: Theme.mm(Theme.wide ? Theme.pick(36, 38, 40) : Theme.pick(50, 46, 46))
        kind: "person"
        picture: Theme.step >= 2 && !Theme.wide ? "" : "person"
        pictureSize: Theme.mm(16)
        role: Theme.step > 1 ? "label" : "bigLabel"
        padX: Theme.mm(2)
        text: qsTr("叫人")
        onClicked: page.app.open("person", "")
    }
    BigButton {
        objectName: "wrong-again"
        careful: true
        visible: page.refused
        x: person.width + Theme.mm(5)
        y: person.y
        width: parent.width - x
        height: person.height
        kind: "primary"
        picture: Theme.step >= 2 && !Theme.wide ? "" : "send"
        pictureSize: Theme.mm(16)
        role: person.role
        padX: Theme.mm(2)
        text: page.sending ? qsTr("正在送…") : qsTr("再送一次")
        onClicked: {
            page.tried = true;
            page.correction.tell(page.correction.what);
        }
    }
}
