pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Parts

// 普通: six tiles.
KioskPage {
    id: page

    readonly property bool few: Theme.step >= 2
    readonly property var all: [
        {
            name: "families",
            word: qsTr("找服务"),
            hint: qsTr("都在这里"),
            picture: "find",
            tone: 0
        },
        {
            name: "report-what",
            word: qsTr("报事"),
            hint: qsTr("坏了、脏了、吵了"),
            picture: "report",
            tone: 4
        },
        {
            name: "code",
            word: qsTr("查进度"),
            hint: qsTr("我报的事怎样了"),
            picture: "status",
            tone: 2
        },
        {
            name: "notice",
            word: qsTr("看通知"),
            hint: qsTr("社区新消息"),
            picture: "notice",
            tone: 3
        },
        {
            name: "letters",
            word: qsTr("打字找"),
            hint: qsTr("用头一个字母"),
            picture: "keyboard",
            tone: 5
        },
        {
            name: "practice",
            word: qsTr("学着用"),
            hint: qsTr("练一练，不算数"),
            picture: "learn",
            tone: 1
        }
    ]
    readonly property var tiles: few ? all.slice(0, 3).concat([
        {
            name: "more",
            word: qsTr("还有"),
            hint: "",
            picture: "more",
            tone: 3
        }
    ]) : all

    heading: qsTr("您想办什么事？")
    talk: "home"
    asks: true
    says: [app.about === "broke-off" ? Prompts.brokeOff : app.canListen ? Prompts.homeEnterNormal : Prompts.homeEnterAway]

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
        columns: Theme.wide ? (page.few ? 2 : 3) : (page.few ? 1 : 2)
        count: page.tiles.length
        room: page.height - y
        Repeater {
            model: page.tiles
            delegate: Tile {
                required property var modelData
                objectName: "tile-" + modelData.name
                width: grid.cellWidth
                height: grid.cellHeight
                across: page.few
                plateSize: Theme.mm(Theme.wide ? Theme.pick(30, 30, 28) : Theme.pick(40, 38, 30))
                picture: modelData.picture
                tone: modelData.tone
                text: modelData.word
                hint: page.roomy || (Theme.step === 1 && !Theme.en) ? modelData.hint : ""
                onClicked: page.app.open(modelData.name, "")
            }
        }
    }
}
