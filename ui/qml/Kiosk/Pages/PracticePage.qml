pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Parts

// 学着用: the same pages on violet ground, and nothing is really sent.
KioskPage {
    id: page

    readonly property bool on: app.mode === "practice"

    heading: on ? qsTr("您想练哪一样？") : qsTr("学着用")
    talk: "results"
    asks: true
    says: [Prompts.practiceOn]

    BigText {
        id: title
        width: parent.width
        role: "title"
        heading: true
        lineHeight: 1.0
        text: page.heading
    }
    FactCard {
        id: calm
        visible: !(page.on && Theme.wide && Theme.step >= 2)
        y: title.height + Theme.mm(4)
        width: parent.width
        height: implicitHeight
        picture: Theme.step >= 2 ? "" : "practice"
        tone: 3
        role: Theme.step > 1 ? "body" : "answer"
        text: Theme.step >= 2 ? qsTr("练习，不会送出去。") : Prompts.practiceOn
    }
    TileGrid {
        id: grid
        readonly property var ways: page.on ? [
            {
                name: "families",
                word: qsTr("找一件事"),
                picture: "find",
                tone: 0
            },
            {
                name: "report-what",
                word: qsTr("报一件事"),
                picture: "report",
                tone: 4
            },
            {
                name: "person",
                word: qsTr("叫一次人"),
                picture: "person",
                tone: 2
            },
            {
                name: "end",
                word: qsTr("不练了"),
                picture: "home",
                tone: 5
            }
        ] : [
            {
                name: "begin",
                word: qsTr("开始练"),
                picture: "learn",
                tone: 0
            },
            {
                name: "back",
                word: qsTr("不练"),
                picture: "back",
                tone: 5
            }
        ]
        y: (calm.visible ? calm.y + calm.height : title.height) + Theme.mm(5)
        width: parent.width
        columns: Theme.wide ? (Theme.step > 1 ? 2 : ways.length) : Theme.step >= 2 ? 1 : 2
        count: ways.length
        room: page.height - y
        Repeater {
            model: grid.ways
            delegate: Tile {
                required property var modelData
                objectName: "practice-" + modelData.name
                width: grid.cellWidth
                height: grid.cellHeight
                across: Theme.wide ? Theme.step > 1 : Theme.step >= 2
                plateSize: Math.min(Theme.mm(Theme.wide ? Theme.pick(32, 26, 24) : Theme.pick(42, 36, 24)), grid.cellHeight - Theme.mm(8))
                picture: modelData.picture
                tone: modelData.tone
                text: modelData.word
                onClicked: {
                    if (modelData.name === "begin")
                        page.app.practise(true);
                    else if (modelData.name === "end")
                        page.app.practise(false);
                    else if (modelData.name === "back")
                        page.app.back();
                    else
                        page.app.open(modelData.name, "");
                }
            }
        }
    }
}
