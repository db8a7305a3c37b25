pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Parts

// Step 3: in which words. One of the sentences people say; or nothing at all.
KioskPage {
    id: page

    readonly property bool some: app.report.words !== ""

    heading: app.report.told ? (app.report.choices.total > 1 ? qsTr("您说的是哪一句？") : qsTr("我听到的是")) : Theme.step >= 2 ? qsTr("怎么了？") : qsTr("请说一说，怎么了？")
    talk: app.report.told ? "check" : "words"
    telling: !app.report.told
    asks: true
    answers: ({
            words: () => page.app.report.tell(),
            question: () => page.app.report.tell(),
            yes: () => page.pressNamed("words-done"),
            no: () => page.app.report.tellAgain(),
            retell: () => page.app.report.tellAgain(),
            skip: () => page.pressNamed("skip-words"),
            unknown: () => page.pressNamed("skip-words")
        })
    says: app.report.told && app.talk.leading ? [Prompts.wordsHeard.arg(app.report.private ? "" : app.report.words)] : [app.canListen ? Prompts.report3 : Prompts.report3Away]

    Binding {
        target: page.app.report.choices
        property: "room"
        restoreMode: Binding.RestoreNone
        value: 99
    }
    Binding {
        target: page.app.report.choices
        property: "leaf"
        restoreMode: Binding.RestoreNone
        value: 0
    }

    StepHeader {
        id: steps
        width: parent.width
        height: implicitHeight
        step: 3
        title: page.heading
    }
    Leaves {
        id: leaves
        y: steps.height + Theme.mm(5)
        width: parent.width
        height: page.height - y - keys.height - Theme.mm(5) - pager.room
        leaf: page.app.leaf
        Repeater {
            model: page.app.report.choices
            delegate: Block {
                id: cell

                required property int index
                required property string act
                required property string about
                required property string word
                required property int tone
                required property bool chosen

                implicitHeight: Math.max(Theme.mm(26), row.needed)
                stretch: Theme.mm(54)
                ChoiceRow {
                    id: row
                    objectName: "sentence-" + cell.about
                    anchors.fill: parent
                    withPlate: false
                    number: Theme.step < 2 ? cell.index + 1 : 0
                    tone: cell.tone
                    choosable: true
                    chosen: cell.chosen
                    personal: cell.act === "told"
                    role: Theme.step > 1 ? "label" : "bigLabel"
                    text: cell.word
                    onClicked: page.app.report.choose(cell.act, cell.about)
                }
            }
        }
        Block {
            wanted: page.app.report.told && page.app.report.canNote
            implicitHeight: Theme.mm(Theme.pick(30, 32, 34))
            stretch: Theme.mm(40)
            BigButton {
                objectName: "attach-note"
                anchors.fill: parent
                toggles: true
                chosen: page.app.report.withNote
                picture: chosen ? "check" : "mic"
                role: "label"
                text: page.app.report.withNote ? qsTr("录音带上了") : Theme.step >= 2 ? qsTr("带上录音") : qsTr("带上我的录音")
                onClicked: page.app.report.attachNote()
            }
        }
    }
    Pager {
        id: pager
        readonly property real room: visible ? height + Theme.mm(4) : 0
        width: parent.width
        y: keys.y - height - Theme.mm(4)
        leaf: leaves.shown
        leaves: leaves.count
        onTurned: leaf => page.app.turn(leaf)
    }
    Item {
        id: keys

        readonly property int gap: Theme.mm(5)
        y: parent.height - height
        width: parent.width
        height: Theme.mm(Theme.wide ? Theme.pick(36, 36, 32) : Theme.pick(44, 40, 40))
        BigButton {
            objectName: "retell"
            visible: page.app.report.told
            width: Math.floor((keys.width - keys.gap) / 2)
            height: parent.height
            kind: page.app.canListen ? "voice" : "face"
            picture: Theme.step > 1 ? "" : page.app.canListen ? "mic" : "again"
            role: Theme.step > 1 ? "label" : "bigLabel"
            padX: Theme.mm(2)
            text: Theme.step > 1 ? qsTr("重说") : qsTr("再说一遍")
            onClicked: {
                page.app.report.tellAgain();
                page.app.speak();
            }
        }
        BigButton {
            objectName: "skip-words"
            visible: !page.app.report.needsWords && !page.app.report.told
            width: Math.floor((keys.width - keys.gap) / 2)
            height: parent.height
            picture: Theme.step > 1 ? "" : "dont"
            role: Theme.step > 1 ? "label" : "bigLabel"
            padX: Theme.mm(2)
            text: qsTr("不想说")
            onClicked: page.app.report.skipWords()
        }
        BigButton {
            objectName: "words-done"
            x: parent.width - width
            visible: page.some
            width: page.app.report.needsWords && !page.app.report.told ? keys.width : Math.floor((keys.width - keys.gap) / 2)
            height: parent.height
            kind: "primary"
            picture: Theme.step > 1 ? "" : "next"
            role: Theme.step > 1 ? "label" : "bigLabel"
            padX: Theme.mm(2)
            text: Theme.step > 1 ? qsTr("对了") : qsTr("对了，下一步")
            onClicked: page.app.open("report-check", "")
        }
    }
}
