pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Parts

// The fault is ours; here is what to do next. Never a code, never red words.
KioskPage {
    id: page

    heading: app.canListen ? qsTr("对不起，我没听懂") : qsTr("对不起，没有找到")
    says: [app.canListen ? Prompts.sorry2 : qsTr("对不起，没有找到。看图找，或者叫人来。")]

    BigText {
        id: title
        width: parent.width
        role: Theme.step >= 2 ? "title" : "display"
        heading: true
        lineHeight: 1.0
        text: page.heading
    }
    BigText {
        id: ours
        visible: Theme.step < 2
        y: title.height + Theme.mm(2)
        width: parent.width
        text: qsTr("是我没找到，不是您弄错了。")
    }
    Flow {
        id: ways
        readonly property int columns: Theme.wide ? actions.length : 1
        readonly property var actions: (page.app.canListen ? [
                {
                    name: "again",
                    word: qsTr("再说一次"),
                    picture: "mic",
                    kind: "voice"
                }
            ] : []).concat([
            {
                name: "pictures",
                word: Theme.wide || Theme.step >= 2 ? qsTr("看图找") : qsTr("看图慢慢找"),
                picture: "list",
                kind: "face"
            },
            {
                name: "letters",
                word: qsTr("打字找"),
                picture: "keyboard",
                kind: "face"
            },
            {
                name: "person",
                word: Theme.wide || Theme.step >= 2 ? qsTr("叫人来") : qsTr("叫人来帮忙"),
                picture: "person",
                kind: "person"
            }
        ]).slice(-3)
        readonly property real cell: Math.floor((width - (columns - 1) * spacing) / columns)
        y: (ours.visible ? ours.y + ours.height : title.height) + Theme.mm(6)
        width: parent.width
        spacing: Theme.mm(5)
        Repeater {
            model: ways.actions
            delegate: BigButton {
                required property var modelData
                objectName: "sorry-" + modelData.name
                width: ways.cell
                height: Math.min(Theme.mm(Theme.wide ? 120 : 74), Math.floor((page.height - ways.y - (Theme.wide ? 0 : 2 * ways.spacing)) / (Theme.wide ? 1 : 3)))
                kind: modelData.kind
                picture: modelData.picture
                pictureSize: Theme.mm(Theme.wide ? 34 : 26)
                stacked: Theme.wide
                single: false
                padX: Theme.mm(2)
                role: "bigLabel"
                corner: Theme.mm(7)
                text: modelData.word
                onClicked: {
                    if (modelData.name === "again")
                        page.app.speak();
                    else
                        page.app.replace(modelData.name === "pictures" ? "families" : modelData.name, "");
                }
            }
        }
    }
}
