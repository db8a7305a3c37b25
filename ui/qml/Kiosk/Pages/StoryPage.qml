pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Models
import Kiosk.Parts

// What became of it: a path from 已下单 to 办好了. It never names who reported.
KioskPage {
    id: page

    readonly property ProgressViewModel progress: app.progress
    readonly property string what: progress.fault === "" ? qsTr("您报的事") : progress.fault
    readonly property string promise: progress.promised === "" ? "" : qsTr("说好%1前办好。").arg(Words.date(progress.promised))
    readonly property string now: progress.seenAsked ? seen : progress.askStaff ? qsTr("这个号，要请工作人员看一看。") : progress.reply !== "" ? progress.reply : progress.late ? qsTr("对不起，比说好的晚了。我们再去催一催。") : promise

    // Large sizes have no room for it: a button puts it in the place of the reply, and says it.
    readonly property string seen: progress.seenTimes < 0 ? "" : progress.seenTimes === 0 ? unseen : Theme.step > 1 ? qsTr("工作人员%1看过。").arg(Words.date(progress.seenAt)) : progress.seenTimes === 1 ? qsTr("社区工作人员%1看过您说的话。").arg(Words.date(progress.seenAt)) : qsTr("社区工作人员%1看过您说的话。一共%2次。").arg(Words.date(progress.seenAt)).arg(progress.seenTimes)
    readonly property string unseen: Theme.step > 1 ? qsTr("还没有人打开过。") : qsTr("还没有人打开过您说的话。")

    heading: progress.place === "" || Theme.step >= 2 ? what : progress.place + " " + what
    readonly property string done: progress.rated !== "" ? qsTr("知道了，谢谢您！") : qsTr("您看满意吗？")

    talk: "status"
    answers: ({
            satisfied: () => page.pressNamed("story-good"),
            fair: () => page.pressNamed("story-fair"),
            unfixed: () => page.pressNamed("story-unfixed")
        })
    says: progress.seenAsked ? [seen] : [Words.status(progress.status) + (Theme.en ? "." : "。"), now, progress.status === "done" ? done : "", progress.fresh ? "" : qsTr("网还没通，这是上次知道的。")]

    BigText {
        id: title
        width: parent.width
        role: "title"
        heading: true
        lineHeight: 1.0
        text: page.heading
    }
    BigText {
        id: number
        visible: Theme.step === 1
        y: title.height
        width: parent.width
        colour: Theme.ink2
        text: qsTr("回执号 %1").arg(Words.groups(page.progress.code)) + (page.progress.fresh ? "" : "  " + qsTr("网还没通，这是上次知道的。"))
        personal: true
        spoken: text.replace(Words.groups(page.progress.code), Words.spokenDigits(page.progress.code))
    }
    // Who has seen what was said is told when somebody asks, never by itself.
    BigText {
        id: seenLine
        objectName: "story-seen"
        visible: Theme.step === 1 && text !== ""
        y: number.y + number.height
        width: parent.width
        colour: Theme.ink2
        text: page.seen
    }
    StoryPath {
        id: path
        y: (seenLine.visible ? seenLine.y + seenLine.height : number.visible ? number.y + number.height : title.height) + Theme.mm(5)
        width: parent.width
        height: Theme.wide ? implicitHeight : (line.visible ? line.y : keys.y) - y - Theme.mm(4)
        steps: page.progress.steps
    }
    Card {
        id: line
        readonly property real room: keys.y - Theme.mm(5)
        visible: page.now !== ""
        y: Theme.wide ? path.y + path.implicitHeight + Theme.mm(4) : room - height
        width: parent.width
        height: Theme.wide ? room - y : words.implicitHeight + Theme.mm(10)
        color: Theme.mark
        border.color: Theme.personLine
        border.width: Theme.mm(0.8)
        BigText {
            id: words
            x: Theme.mm(6)
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - 2 * x
            role: Theme.step > 1 ? "strong" : "answer"
            lineHeight: Theme.step > 1 ? 1.06 : 1.0
            colour: Theme.markText
            text: page.now
        }
    }
    Row {
        id: keys

        readonly property bool asks: page.progress.status === "done" && page.progress.rated === ""
        readonly property var actions: asks ? [
            {
                name: "good",
                word: qsTr("满意"),
                picture: "smile",
                kind: "face"
            },
            {
                name: "fair",
                word: qsTr("一般"),
                picture: "meh",
                kind: "face"
            },
            {
                name: "unfixed",
                word: qsTr("没修好"),
                picture: "sad",
                kind: "face"
            }
        ] : [
            {
                name: "again",
                word: qsTr("再查一个"),
                picture: "status",
                kind: "face"
            },
            Theme.step > 1 && page.seen !== "" && !page.progress.seenAsked ? {
                name: "seen",
                word: qsTr("谁看过"),
                picture: "shield",
                kind: "face"
            } : {
                name: "person",
                word: qsTr("叫人"),
                picture: "person",
                kind: "person"
            }]

        y: parent.height - height
        width: parent.width
        height: Theme.mm(Theme.wide ? Theme.pick(34, 34, 32) : asks ? Theme.pick(56, 52, 50) : Theme.pick(40, 38, 38))
        spacing: Theme.mm(5)
        Repeater {
            model: keys.actions
            delegate: BigButton {
                required property var modelData

                objectName: "story-" + modelData.name
                width: Math.floor((keys.width - (keys.actions.length - 1) * keys.spacing) / keys.actions.length)
                height: keys.height
                kind: modelData.kind
                stacked: keys.asks && !Theme.wide
                pictureSize: Theme.mm(keys.asks && !Theme.wide ? 18 : 12)
                picture: Theme.step >= 2 && !keys.asks ? "" : modelData.picture
                role: Theme.step > 1 ? "label" : "bigLabel"
                padX: Theme.mm(2)
                text: modelData.word
                onClicked: {
                    if (keys.asks)
                        page.progress.rate(modelData.name);
                    else if (modelData.name === "seen")
                        page.progress.askSeen();
                    else if (modelData.name === "again")
                        page.app.replace("code", "");
                    else
                        page.app.open("person", "");
                }
            }
        }
    }
}
