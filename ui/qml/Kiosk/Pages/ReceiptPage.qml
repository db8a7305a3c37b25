pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Models
import Kiosk.Parts

// The report was taken: its number, huge. It is said aloud only when asked for. 撤回 asks once.
KioskPage {
    id: page

    readonly property ReportViewModel report: app.report
    readonly property bool asking: report.undoing === "asking"
    readonly property bool undone: report.undoing === "done"
    readonly property int days: Math.max(1, Math.ceil(report.hours / 24))
    readonly property string promise: report.hours === 0 ? "" : report.hours <= 24 ? qsTr("一天内会有人去看。") : qsTr("%1天内会有人去看。").arg(Words.number(days))
    property bool numberSaid: false

    heading: undone ? qsTr("撤回了") : asking ? qsTr("要撤回吗？") : qsTr("收到了，谢谢您！")
    talk: "receipt"
    answers: ({
            repeat_number: () => page.sayNumber(),
            again: () => page.sayNumber(),
            undo: () => page.report.askUndo(),
            yes: () => page.asking ? page.report.undo() : page.app.home(),
            no: () => page.report.keepIt(),
            keep: () => page.report.keepIt(),
            ok: () => page.app.home()
        })

    function sayNumber() {
        page.app.voice.greet([Prompts.receiptSaid(page.report.code), Prompts.receiptSaid(page.report.code)]);
    }

    says: !undone && !asking && report.undoing !== "failed" && app.talk.leading ? [Prompts.receiptEnter, Prompts.receiptSaid(report.code), Prompts.receiptSaid(report.code)].concat(app.online || app.mode === "practice" ? [] : [Prompts.receiptOffline]) : undone ? [Prompts.receiptUndone] : asking ? [Prompts.receiptUndoAsk] : report.undoing === "failed" ? [qsTr("没有撤成，请叫人帮您。")] : app.online || app.mode === "practice" ? [Prompts.receiptEnter] : [Prompts.receiptEnter, Prompts.receiptOffline]

    BigIcon {
        id: sign
        picture: page.asking ? "help" : "check"
        size: Theme.mm(Theme.pick(24, 24, 24))
        y: Math.max(0, (title.height - height) / 2)
        colour: Theme.good
    }
    BigText {
        id: title
        x: sign.width + Theme.mm(4)
        width: parent.width - x
        role: Theme.step > 1 ? "title" : "display"
        heading: true
        lineHeight: 1.0
        text: page.heading
    }
    Card {
        id: card
        y: title.height + Theme.mm(4)
        width: parent.width
        height: (line.visible ? line.y : keys.y) - y - Theme.mm(5)
        color: Theme.primarySoft
        border.color: Theme.primary
        border.width: Theme.mm(0.8)
        BigText {
            id: label
            y: (parent.height - height - number.height) / 2
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            colour: Theme.primarySoftText
            text: page.app.mode === "practice" ? qsTr("练习的回执号") : qsTr("您的回执号")
        }
        BigText {
            id: number
            objectName: "receipt-number"
            y: label.y + label.height
            width: parent.width
            role: "code"
            horizontalAlignment: Text.AlignHCenter
            lineHeight: 1.0
            font.pixelSize: Math.min(Theme.mm(36), Math.floor(parent.width / 6.6))
            font.letterSpacing: Theme.mm(0.8)
            text: Words.groups(page.report.code)
            personal: true
            spoken: Words.spokenDigits(page.report.code)
            Accessible.name: page.report.code.split("").join(" ")
        }
    }
    BigText {
        id: line
        visible: Theme.step === 1
        y: keys.y - height - Theme.mm(5)
        width: parent.width
        text: page.asking ? Prompts.receiptUndoAsk : page.undone ? Prompts.receiptUndone : (page.app.online ? page.promise : Prompts.receiptOffline) + qsTr("拿这个号，哪台机器都能查。")
    }
    Flow {
        id: keys
        readonly property var actions: page.asking ? [
            {
                name: "undo-yes",
                word: qsTr("撤回"),
                picture: "undo",
                kind: "face"
            },
            {
                name: "undo-no",
                word: qsTr("不撤"),
                picture: "check",
                kind: "primary"
            }
        ] : page.undone ? [
            {
                name: "done",
                word: qsTr("知道了"),
                picture: "home",
                kind: "primary"
            }
        ] : [
            {
                name: "say",
                word: page.numberSaid ? qsTr("再念一遍") : qsTr("念给我听"),
                picture: "read",
                kind: "face"
            },
            {
                name: "undo",
                word: qsTr("撤回"),
                picture: "undo",
                kind: "face"
            },
            {
                name: "done",
                word: qsTr("知道了"),
                picture: "home",
                kind: "primary"
            }
        ]
        readonly property int columns: Theme.wide ? actions.length : Theme.step >= 2 && page.room > Theme.least ? 1 : Math.min(2, actions.length)
        readonly property int lines: Math.ceil(actions.length / columns)
        readonly property real cellHeight: Theme.mm(Theme.wide ? Theme.pick(42, 40, 42) : Theme.pick(46, 42, 38))
        y: parent.height - height
        width: parent.width
        height: lines * cellHeight + (lines - 1) * spacing
        spacing: Theme.mm(5)
        Repeater {
            model: keys.actions
            delegate: BigButton {
                required property var modelData
                required property int index
                objectName: "receipt-" + modelData.name
                careful: modelData.name.startsWith("undo")
                sayable: modelData.name.startsWith("undo") ? "" : text  // taking back is a command, heard more strictly
                width: keys.columns === 2 && index === 2 ? keys.width : Math.floor((keys.width - (keys.columns - 1) * keys.spacing) / keys.columns)
                height: keys.cellHeight
                kind: modelData.kind
                picture: Theme.step >= 2 && Theme.wide ? "" : modelData.picture
                pictureSize: Theme.mm(15)
                role: Theme.step > 1 ? "label" : "bigLabel"
                padX: Theme.mm(2)
                text: modelData.word
                onClicked: {
                    switch (modelData.name) {
                    case "say":
                        page.app.voice.greet([Prompts.receiptSaid(page.report.code), Prompts.receiptSaid(page.report.code)]);
                        page.numberSaid = true;
                        break;
                    case "undo":
                        page.report.askUndo();
                        break;
                    case "undo-yes":
                        page.report.undo();
                        break;
                    case "undo-no":
                        page.report.keepIt();
                        break;
                    default:
                        page.app.home();
                    }
                }
            }
        }
    }
}
