import QtQuick
import Kiosk.Models
import Kiosk.Parts

// What became of it: a path from 已下单 to 办好了. It never names who reported.
KioskPage {
    id: page

    readonly property ProgressViewModel progress: app.progress
    readonly property string what: progress.fault === "" ? qsTr("您报的事") : progress.fault
    readonly property string promise: progress.promised === "" ? "" : qsTr("说好%1前办好。").arg(Words.date(progress.promised))
    readonly property string now: progress.askStaff ? qsTr("这个号，要请工作人员看一看。") : progress.reply !== "" ? progress.reply : progress.late ? qsTr("对不起，比说好的晚了。我们再去催一催。") : promise

    heading: progress.place === "" || Theme.scale >= 2 ? what : progress.place + " " + what
    says: [Words.status(progress.status) + (Theme.en ? "." : "。"), now, progress.fresh ? "" : qsTr("网还没通，这是上次知道的。")]

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
        visible: Theme.scale === 1
        y: title.height
        width: parent.width
        colour: Theme.ink2
        lineHeight: 1.0
        text: qsTr("回执号 %1").arg(Words.groups(page.progress.code)) + (page.progress.fresh ? "" : "  " + qsTr("网还没通，这是上次知道的。"))
        spoken: ""
    }
    StoryPath {
        id: path
        y: (number.visible ? number.y + number.height : title.height) + Theme.mm(5)
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
            role: Theme.scale > 1 ? "strong" : "answer"
            lineHeight: 1.0
            colour: Theme.markText
            text: page.now
        }
    }
    Row {
        id: keys
        y: parent.height - height
        width: parent.width
        height: Theme.mm(Theme.wide ? Theme.pick(34, 34, 32) : Theme.pick(40, 38, 38))
        spacing: Theme.mm(5)
        BigButton {
            objectName: "story-again"
            width: Math.floor((keys.width - keys.spacing) / 2)
            height: parent.height
            picture: Theme.scale >= 2 && !Theme.wide ? "" : "status"
            role: Theme.scale > 1 ? "label" : "bigLabel"
            padX: Theme.mm(2)
            text: qsTr("再查一个")
            onClicked: page.app.replace("code", "")
        }
        BigButton {
            objectName: "story-person"
            width: Math.floor((keys.width - keys.spacing) / 2)
            height: parent.height
            kind: "person"
            picture: Theme.scale >= 2 && !Theme.wide ? "" : "person"
            role: Theme.scale > 1 ? "label" : "bigLabel"
            padX: Theme.mm(2)
            text: qsTr("叫人")
            onClicked: page.app.open("person", "")
        }
    }
}
