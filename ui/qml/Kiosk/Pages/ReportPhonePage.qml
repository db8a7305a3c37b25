import QtQuick
import Kiosk.Parts

// 留个电话: only when it is wanted; digits only; one sentence says who will see it.
KioskPage {
    id: page

    readonly property real side: Theme.wide ? Math.floor(width * 0.46) : width

    heading: qsTr("留个电话")
    says: [Prompts.phoneAsk]

    BigText {
        id: title
        width: page.side
        role: "title"
        heading: true
        lineHeight: 1.0
        text: page.heading
    }
    Card {
        id: box
        y: title.height + Theme.mm(3)
        width: page.side
        height: Theme.mm(Theme.pick(36, 40, 42))
        border.width: Theme.measure("edgeStrong")
        border.color: Theme.line
        BigText {
            objectName: "phone-digits"
            anchors.centerIn: parent
            width: parent.width - Theme.mm(6)
            role: "label"
            font.pixelSize: Math.min(Theme.em("code"), Math.floor((page.side - Theme.mm(8)) / 7.6))
            lineHeight: 1.0
            horizontalAlignment: Text.AlignHCenter
            personal: page.app.report.phone !== ""
            spoken: personal ? Words.spokenDigits(page.app.report.phone) : ""
            text: page.app.report.phone === "" ? "—" : page.app.report.phone
            Accessible.name: page.app.report.phone === "" ? qsTr("还没有号码") : page.app.report.phone.split("").join(" ")
        }
    }
    BigText {
        id: who
        y: box.y + box.height + Theme.mm(3)
        width: page.side
        colour: Theme.ink2
        visible: Theme.step === 1
        text: Prompts.phoneAsk
    }
    BigButton {
        objectName: "phone-none"
        visible: Theme.wide
        y: parent.height - height
        width: page.side
        height: Theme.mm(Theme.pick(36, 36, 40))
        picture: Theme.step > 1 ? "" : "dont"
        role: Theme.step > 1 ? "label" : "bigLabel"
        text: qsTr("不留了")
        onClicked: {
            page.app.report.dropPhone();
            page.app.back();
        }
    }
    Keypad {
        id: pad
        x: Theme.wide ? page.side + Theme.mm(8) : 0
        y: Theme.wide ? 0 : (who.visible ? who.y + who.height : box.y + box.height) + Theme.mm(4)
        width: parent.width - x
        room: parent.height - y
        full: page.app.report.phoneLongEnough
        actWord: page.app.report.phone === "" ? qsTr("不留") : qsTr("好了")
        actPicture: page.app.report.phone === "" ? "no" : "yes"
        onDigit: digit => page.app.report.digit(digit)
        onErased: page.app.report.phone === "" ? page.app.voice.greet(page.says) : page.app.report.erase()
        onActed: if (page.app.report.phone === "" || page.app.report.phoneLongEnough)
            page.app.back()
    }
}
