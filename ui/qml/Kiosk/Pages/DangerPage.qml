pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Parts

// Somebody spoke of danger: what to do in one sentence, the number to ring, and the hall is called at once. Files nothing.
KioskPage {
    id: page

    readonly property string what: app.about
    readonly property string number: what === "fire" || what === "gas" || what === "lift" ? "119" : what === "police" ? "110" : "120"
    readonly property string sentence: {
        switch (what) {
        case "fire":
            return Prompts.dangerFire;
        case "gas":
            return Prompts.dangerGas;
        case "police":
            return Prompts.dangerPolice;
        case "lift":
            return Prompts.dangerLift;
        }
        return Prompts.dangerSick;
    }

    heading: what === "gas" ? qsTr("先出去，再打这个电话") : what === "lift" ? qsTr("按铃，再打这个电话") : qsTr("请马上打这个电话")
    says: [sentence, sentence]
    talk: "check"
    answers: ({
            no: () => page.pressNamed("danger-undo"),
            yes: () => true,
            dismiss: () => page.pressNamed("danger-undo")
        })

    BigText {
        id: title
        width: parent.width
        role: Theme.step >= 2 ? "title" : "display"
        heading: true
        lineHeight: 1.0
        horizontalAlignment: Theme.wide ? Text.AlignLeft : Text.AlignHCenter
        text: page.heading
    }
    Rectangle {
        id: block
        y: title.height + Theme.mm(4)
        width: parent.width
        height: undo.y - Theme.mm(5) - (calling.visible ? calling.height + Theme.mm(3) : 0) - y
        radius: Theme.measure("radiusHero")
        color: Theme.ink
        BigText {
            anchors.centerIn: parent
            width: parent.width
            role: "code"
            font.pixelSize: Math.round(Math.max(Theme.em("code"), Math.min(parent.height * 0.6, parent.width * 0.4)))
            horizontalAlignment: Text.AlignHCenter
            lineHeight: 1.0
            colour: Theme.bg
            text: page.number
            spoken: page.sentence
        }
    }
    BigText {
        id: calling
        y: undo.y - height - Theme.mm(4)
        width: parent.width
        visible: !(Theme.wide && Theme.step >= 2)
        role: "answer"
        lineHeight: 1.0
        horizontalAlignment: Text.AlignHCenter
        text: page.app.mode === "practice" ? qsTr("练习，没有真的叫") : qsTr("已经在叫人了")
    }
    BigButton {
        id: undo
        objectName: "danger-undo"
        y: parent.height - height
        width: parent.width
        height: Theme.mm(Theme.wide ? Theme.pick(38, 38, 40) : Theme.pick(46, 44, 44))
        picture: Theme.step >= 2 ? "" : "no"
        role: Theme.step > 1 ? "label" : "bigLabel"
        text: Theme.step >= 2 || Theme.en ? qsTr("没事") : qsTr("没事，按错了")
        onClicked: page.app.replace("home", "safe")
    }
}
