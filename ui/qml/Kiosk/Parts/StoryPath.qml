pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Models

// What became of a report: discs joined by a bar, done, now and later. Downward in portrait, to the right in landscape.
Item {
    id: path

    required property RecordList steps
    property string nowLine: ""
    readonly property int count: Math.max(1, steps.total)
    readonly property real disc: Theme.mm(Theme.wide ? 30 : 26)
    readonly property real stepWidth: width / count
    readonly property bool dated: Theme.wide ? Theme.step === 1 : stepHeight >= 1.5 * (Theme.em("bigLabel") + Theme.em("body")) + Theme.mm(8)
    readonly property real stepHeight: Math.min(Theme.mm(66), height / count)

    // Lying, English names are smaller than Chinese ones and may need two lines.
    readonly property string nameRole: Theme.wide && Theme.step > 1 && Theme.en ? "strong" : "bigLabel"
    readonly property int nameSize: Theme.wide && Theme.en ? Math.min(Theme.em(nameRole), Theme.em("label")) : Theme.em(nameRole)

    implicitHeight: Theme.wide ? disc + Theme.mm(3) + nameSize * (Theme.en && Theme.step > 1 ? 2.6 : 1.6) + (Theme.step > 1 ? 0 : Theme.em("body") * 1.6) : count * Theme.mm(60)

    Repeater {
        model: path.steps
        delegate: Item {
            id: step

            required property int index
            required property string status
            required property string at
            required property string stage

            readonly property bool done: stage === "done"
            readonly property bool now: stage === "now"
            readonly property string line: now && path.nowLine !== "" && !Theme.wide ? path.nowLine : path.dated ? Words.date(at) : ""

            x: Theme.wide ? index * path.stepWidth : 0
            y: Theme.wide ? 0 : index * path.stepHeight
            width: Theme.wide ? path.stepWidth : path.width
            height: Theme.wide ? path.height : path.stepHeight

            Rectangle {
                visible: step.index < path.count - 1
                x: Theme.wide ? step.width / 2 : path.disc / 2 - width / 2
                y: Theme.wide ? path.disc / 2 - height / 2 : step.height / 2
                width: Theme.wide ? step.width : Theme.mm(3.4)
                height: Theme.wide ? Theme.mm(3.4) : step.height
                color: step.done ? Theme.good : Theme.cardLine
            }
            Card {
                visible: step.now && !Theme.wide
                x: path.disc + Theme.mm(5)
                width: parent.width - x
                y: Theme.mm(2)
                height: parent.height - Theme.mm(4)
                color: Theme.mark
                border.width: Theme.mm(0.8)
                border.color: Theme.personLine
            }
            Rectangle {
                id: dot
                x: Theme.wide ? (parent.width - width) / 2 : 0
                y: Theme.wide ? 0 : (parent.height - height) / 2
                width: path.disc
                height: width
                radius: width / 2
                color: step.done ? Theme.good : step.now ? Theme.mark : Theme.card
                border.width: Theme.mm(1.2)
                border.color: step.done ? Theme.good : step.now ? Theme.personLine : Theme.line
                BigIcon {
                    anchors.centerIn: parent
                    picture: step.done ? "yes" : step.now ? "repair" : ""
                    size: Theme.mm(15)
                    colour: step.done ? Theme.goodText : Theme.markText
                }
            }
            Column {
                x: Theme.wide ? 0 : path.disc + Theme.mm(12)
                y: Theme.wide ? path.disc + Theme.mm(3) : (parent.height - height) / 2
                width: Theme.wide ? parent.width : parent.width - x - Theme.mm(4)
                BigText {
                    width: parent.width
                    horizontalAlignment: Theme.wide ? Text.AlignHCenter : Text.AlignLeft
                    role: path.nameRole
                    font.pixelSize: path.nameSize
                    lineHeight: Theme.wide && Theme.step > 1 && Theme.en ? 1.06 : 1.0
                    text: Words.status(step.status)
                    colour: step.now && !Theme.wide ? Theme.markText : Theme.ink
                }
                BigText {
                    width: parent.width
                    visible: text !== ""
                    horizontalAlignment: Theme.wide ? Text.AlignHCenter : Text.AlignLeft
                    text: step.line
                    colour: step.now && !Theme.wide ? Theme.markText : Theme.ink2
                }
            }
        }
    }
}
