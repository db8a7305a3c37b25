import QtQuick
import Kiosk.Models
import Kiosk.Parts

// 查进度: nine digits on a huge keypad. A slip is told before anything is asked.
KioskPage {
    id: page

    readonly property ProgressViewModel progress: app.progress
    readonly property real side: Theme.wide ? Math.floor(width * 0.46) : width
    readonly property string trouble: {
        switch (progress.trouble) {
        case "short":
            return qsTr("还不到九个数字，请接着按。");
        case "wrong":
            return Prompts.codeWrong;
        case "unknown":
            return Prompts.codeUnknown;
        case "offline":
            return Prompts.codeOffline;
        case "pause":
            return qsTr("请歇一分钟再试，或者叫人。");
        }
        return progress.asking ? qsTr("请稍等，我去问一问。") : "";
    }
    readonly property bool needsPerson: ["unknown", "offline", "pause"].includes(progress.trouble)

    readonly property bool troubleFirst: Theme.step >= 2 && page.trouble !== ""

    heading: troubleFirst ? page.trouble : Theme.step >= 2 || Theme.wide ? qsTr("您的回执号？") : qsTr("您的回执号是多少？")
    talk: "digits"
    asks: true
    answers: ({
            digits: words => page.hearDigits(words),
            erase: () => page.progress.clear(),
            no: () => page.progress.clear(),
            look: () => page.progress.find()
        })

    function hearDigits(words: string) {
        page.progress.hear(words);
        if (page.progress.digits.length < 9)
            page.app.voice.greet([Prompts.codeMissing(9 - page.progress.digits.length)]);
    }

    says: [page.trouble !== "" ? page.trouble : app.canListen ? Prompts.codeEnter : Prompts.codeEnterAway]

    BigText {
        id: title
        width: page.side
        role: page.troubleFirst ? (page.room === Theme.least ? "label" : "strong") : "title"
        heading: true
        lineHeight: 1.0
        text: page.heading
    }
    Card {
        id: box
        y: title.height + Theme.mm(3)
        width: page.side
        height: Theme.mm(Theme.wide ? Theme.pick(54, 46, 44) : Theme.pick(42, 40, 40))
        border.width: Theme.measure("edgeStrong")
        border.color: Theme.line
        BigText {
            objectName: "code-digits"
            anchors.centerIn: parent
            width: parent.width
            role: "code"
            single: true
            horizontalAlignment: Text.AlignHCenter
            font.pixelSize: Math.min(Theme.em("code"), Math.floor(page.side / 7.2))
            text: Words.groups((page.progress.digits + "_________").slice(0, 9))
            personal: page.progress.digits !== ""
            spoken: Words.spokenDigits(page.progress.digits)
            Accessible.name: page.progress.digits === "" ? qsTr("还没有号码") : page.progress.digits.split("").join(" ")
        }
    }
    BigText {
        id: wrong
        objectName: "code-trouble"
        visible: page.trouble !== "" && !page.troubleFirst
        y: box.y + box.height + Theme.mm(3)
        width: page.side
        role: "strong"
        text: page.trouble
    }
    Flow {
        id: ways
        visible: page.needsPerson
        x: pad.x
        y: Theme.wide ? 0 : (wrong.visible ? wrong.y + wrong.height : box.y + box.height) + Theme.mm(6)
        width: pad.width
        spacing: Theme.mm(5)
        readonly property real cell: Math.min(Theme.mm(70), Math.floor((page.height - y - spacing) / 2))
        BigButton {
            objectName: "code-person"
            width: ways.width
            height: ways.cell
            kind: "person"
            picture: "person"
            pictureSize: Theme.mm(22)
            role: "bigLabel"
            text: qsTr("叫人")
            onClicked: page.app.open("person", "")
        }
        BigButton {
            objectName: "code-again"
            width: ways.width
            height: ways.cell
            picture: "again"
            pictureSize: Theme.mm(18)
            role: "bigLabel"
            text: qsTr("再试一个号")
            onClicked: page.app.replace("code", "")
        }
    }
    Keypad {
        id: pad
        visible: !page.needsPerson
        x: Theme.wide ? page.side + Theme.mm(8) : 0
        y: Theme.wide ? 0 : (wrong.visible ? wrong.y + wrong.height : box.y + box.height) + Theme.mm(5)
        width: parent.width - x
        room: parent.height - y
        full: page.progress.full
        onDigit: digit => page.progress.digit(digit)
        onErased: page.progress.digits === "" ? page.app.voice.greet(page.says) : page.progress.erase()
        onActed: page.progress.find()
    }
}
