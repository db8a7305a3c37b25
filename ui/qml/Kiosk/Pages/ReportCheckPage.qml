pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Models
import Kiosk.Parts

// Step 4: a last look, line by line, then 送出去. A phone number is offered here, never asked for.
KioskPage {
    id: page

    readonly property ReportViewModel report: app.report
    readonly property bool last: leaves.shown === leaves.count - 1
    readonly property string refusal: {
        switch (report.refused) {
        case "":
            return "";
        case "no-receipts":
        case "not-enrolled":
            return qsTr("这台机器现在收不了，请叫人帮您记下来。");
        case "disk-full":
        case "read-only":
        case "damaged":
            return qsTr("这台机器有点毛病，存不下。请叫人帮您记下来。");
        case "words":
            return qsTr("请先选一句话。");
        }
        return qsTr("这件事现在送不出去，请叫人帮您。");
    }
    readonly property bool assisted: app.mode === "assisted"
    property bool agreed: false
    readonly property list<string> readBack: lines.filter(line => line.wanted && line.name !== "phone" && !(report.private && line.name === "words")).map(line => line.label + Words.colon + line.value + Words.stop)
    readonly property bool noteBelow: Theme.step === 1
    readonly property string note: refusal !== "" ? refusal : assisted ? Prompts.assistYours : report.private ? qsTr("不用留名字。只有办事的人看得到。") : qsTr("不用留名字。大家只看到“%1”。").arg(report.place === "" ? report.fault : report.place + " " + report.fault)
    readonly property var lines: [
        {
            name: "what",
            label: qsTr("什么事"),
            value: report.fault,
            picture: report.icon,
            page: "report-what",
            wanted: true
        },
        {
            name: "where",
            label: qsTr("在哪里"),
            value: report.place === "" ? qsTr("不知道") : report.place,
            picture: "place",
            page: "report-where",
            wanted: report.needsPlace
        },
        {
            name: "words",
            label: qsTr("怎么了"),
            value: report.words === "" ? qsTr("没有说") : report.withNote ? report.words + qsTr("（带录音）") : report.words,
            picture: "chat",
            page: "report-words",
            wanted: true
        },
        {
            name: "phone",
            label: qsTr("电话"),
            value: report.phone === "" ? qsTr("不留") : report.phone,
            picture: "phone",
            page: "report-phone",
            wanted: true
        }
    ]

    heading: Theme.step >= 2 ? qsTr("对不对？") : qsTr("看一看，对不对？")
    talk: "check"
    asks: true
    answers: ({
            yes: () => page.agreed = true,
            send: () => page.agreed ? page.report.send() : page.app.voice.again(),
            no: () => page.app.voice.greet([Prompts.reportChange]),
            change: () => page.app.voice.greet([Prompts.reportChange]),
            change_what: () => page.app.open("report-what", ""),
            change_where: () => page.app.open("report-where", ""),
            change_words: () => page.app.open("report-words", "")
        })
    says: report.refused !== "" ? [refusal] : agreed && app.talk.leading ? [Prompts.reportAgreed] : [app.canListen ? Prompts.report4 : Prompts.report4Away].concat(app.talk.leading ? readBack : []).concat([app.talk.leading ? Prompts.reportRight : assisted ? Prompts.assistYours : Prompts.reportYes])

    StepHeader {
        id: steps
        width: parent.width
        height: implicitHeight
        step: 4
        title: page.heading
    }
    Leaves {
        id: leaves
        y: steps.height + Theme.mm(4)
        width: parent.width
        height: page.height - y - send.height - Theme.mm(5) - (page.noteBelow ? below.implicitHeight + Theme.mm(4) : 0)
        gap: Theme.mm(4)
        columns: Theme.wide && Theme.step === 1 ? 2 : 1
        leaf: page.app.leaf
        Repeater {
            model: page.lines
            delegate: Card {
                id: line

                required property var modelData

                section: ""
                wanted: modelData.wanted
                stretch: Theme.mm(52)
                readonly property real labelHeight: Theme.wide && Theme.step > 1 ? 0 : label.implicitHeight
                implicitHeight: Math.max(Theme.mm(29), labelHeight + value.implicitHeight + Theme.mm(6))

                Plate {
                    id: plate
                    visible: Theme.step === 1 && !Theme.wide && Theme.pictures
                    x: Theme.mm(5)
                    anchors.verticalCenter: parent.verticalCenter
                    picture: line.modelData.picture
                    tone: 2
                    size: Theme.mm(22)
                }
                BigText {
                    id: label
                    x: plate.visible ? Theme.mm(32) : Theme.mm(5)
                    visible: line.labelHeight > 0
                    y: (parent.height - line.labelHeight - value.height) / 2
                    width: change.x - x - Theme.mm(3)
                    colour: Theme.ink2
                    text: line.modelData.label
                }
                BigText {
                    id: value
                    objectName: "check-" + line.modelData.name
                    x: label.x
                    y: label.y + line.labelHeight
                    width: label.width
                    role: Theme.step > 1 ? "strong" : "bigLabel"
                    lineHeight: Theme.step > 1 ? 1.06 : 1.0
                    personal: line.modelData.name === "phone" && page.report.phone !== "" || line.modelData.name === "words" && page.report.told
                    spoken: line.modelData.name === "phone" && personal ? Words.spokenDigits(page.report.phone) : text
                    text: line.modelData.value
                }
                BigButton {
                    id: change
                    objectName: "change-" + line.modelData.name
                    anchors.right: parent.right
                    anchors.rightMargin: Theme.mm(4)
                    anchors.verticalCenter: parent.verticalCenter
                    width: Math.max(implicitWidth, Theme.mm(Theme.pick(40, 36, 40)))
                    height: Math.min(Theme.mm(28), parent.height - Theme.mm(6))
                    padX: Theme.mm(3)
                    picture: Theme.step > 1 ? "" : "edit"
                    text: line.modelData.name === "phone" && page.report.phone === "" ? qsTr("留") : qsTr("改")
                    Accessible.name: text + " " + line.modelData.label
                    spoken: Accessible.name
                    onClicked: page.app.open(line.modelData.page, "")
                }
            }
        }
        Block {
            wanted: !page.noteBelow
            implicitHeight: inside.implicitHeight
            BigText {
                id: inside
                width: Math.min(parent.width, 24 * Theme.em("body"))
                colour: Theme.ink2
                text: page.note
            }
        }
    }
    BigText {
        id: below
        visible: page.noteBelow
        y: send.y - height - Theme.mm(4)
        width: Math.min(parent.width, 24 * Theme.em("body"))
        role: page.refusal === "" ? "body" : "strong"
        colour: page.refusal === "" ? Theme.ink2 : Theme.ink
        text: page.note
    }
    BigButton {
        id: send
        objectName: "send"
        careful: true
        sayable: ""  // by voice only as the command, after 对
        visible: page.last && page.report.refused === ""
        y: parent.height - height
        x: before.visible ? before.width + Theme.mm(5) : 0
        width: parent.width - x
        height: Theme.mm(Theme.wide ? Theme.pick(36, 38, 40) : Theme.pick(46, 44, 46))
        kind: "primary"
        picture: "send"
        pictureSize: Theme.mm(16)
        role: Theme.step > 1 ? "bigLabel" : "title"
        corner: Theme.mm(7)
        padX: Theme.mm(2)
        text: page.report.sending ? qsTr("正在送…") : before.visible ? qsTr("送出去") : page.assisted ? qsTr("我同意，送出去") : qsTr("对，送出去")
        onClicked: page.report.send()
    }
    BigButton {
        objectName: "refused-person"
        visible: page.last && page.report.refused !== ""
        x: send.x
        y: send.y
        width: send.width
        height: send.height
        kind: "person"
        picture: "person"
        pictureSize: Theme.mm(16)
        role: "bigLabel"
        text: qsTr("叫人")
        onClicked: page.app.open("person", "")
    }
    BigButton {
        id: before
        objectName: "check-previous"
        visible: leaves.shown > 0
        y: send.y
        width: Math.max(implicitWidth, Theme.mm(60))
        height: send.height
        padX: Theme.mm(4)
        text: qsTr("上一页")
        onClicked: page.app.turn(leaves.shown - 1)
    }
    BigButton {
        objectName: "check-next"
        visible: !page.last
        x: send.x
        y: send.y
        width: send.width
        height: send.height
        kind: "primary"
        picture: "next"
        role: "bigLabel"
        text: qsTr("接着看")
        onClicked: page.app.turn(leaves.shown + 1)
    }
}
