pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Models
import Kiosk.Parts

// Laid over a page while somebody talks: how loud it is, what was heard so far, 说完了 and 不说了. The page waits below.
FocusScope {
    id: page

    required property AppViewModel app
    readonly property TalkViewModel talk: app.talk
    readonly property bool telling: app.page === "report-words"
    readonly property bool beside: Theme.wide

    BigText {
        id: title
        width: parent.width
        role: "display"
        heading: true
        lineHeight: 1.0
        horizontalAlignment: page.beside ? Text.AlignLeft : Text.AlignHCenter
        text: Prompts.listening
        Accessible.description: page.telling ? Prompts.listenSlow : ""
    }
    LevelRing {
        id: ring
        readonly property real room: page.beside ? page.height - title.height - Theme.mm(4) : Math.min(Theme.mm(Theme.pick(150, 118, 66)), page.height * 0.42)
        y: page.beside ? title.height + Theme.mm(2) + (room - height) / 2 : title.height + Theme.mm(3)
        x: page.beside ? 0 : (parent.width - width) / 2
        width: Math.min(room, page.beside ? page.width * 0.36 : page.width)
        height: width
        level: page.talk.level
    }
    Card {
        id: heard
        x: page.beside ? ring.width + Theme.mm(8) : 0
        y: page.beside ? title.height + Theme.mm(4) : ring.y + ring.height + Theme.mm(5)
        width: parent.width - x
        height: keys.y - Theme.mm(5) - y
        border.color: Theme.voice
        border.width: Theme.measure("edgeStrong")
        BigText {
            id: label
            x: Theme.measure("pad")
            y: Theme.mm(4)
            width: parent.width - 2 * x
            visible: Theme.step < 2
            colour: Theme.ink2
            text: page.talk.demo ? qsTr("我听到的是（演示语音）") : qsTr("我听到的是")
        }
        Item {
            id: space
            x: label.x
            y: label.visible ? label.y + label.height + Theme.mm(1) : Theme.mm(4)
            width: label.width
            height: parent.height - y - Theme.mm(4)

            readonly property real em: Theme.em(words.role)
            // A line less than there is room for: lines of whole words are not filled to their end.
            readonly property real ems: Math.max(1, Math.floor(height / (em * 1.5)) - 1) * Math.floor(width / em)

            // The end of what was heard, as much as fits; a Chinese character is as wide as it is high.
            function end(said: string): string {
                let left = ems;
                let from = said.length;
                while (from > 0 && left > 0) {
                    from -= 1;
                    left -= said.charCodeAt(from) > 0x2e7f ? 1 : 0.62;
                }
                return from > 0 ? "…" + said.slice(from + 1) : said;
            }

            BigText {
                id: words
                objectName: "heard-so-far"
                width: parent.width
                role: Theme.step >= 2 ? "bigLabel" : "display"
                lineHeight: 1.0
                text: page.talk.partial === "" ? "…" : space.end(page.talk.partial)
            }
        }
    }
    Row {
        id: keys
        x: heard.x
        y: parent.height - height
        height: Theme.mm(Theme.wide ? Theme.pick(38, 38, 40) : Theme.pick(46, 46, 44))
        spacing: Theme.mm(5)
        BigButton {
            objectName: "listen-done"
            width: Math.floor((heard.width - keys.spacing) * (Theme.step > 1 ? 0.56 : 0.64))
            height: parent.height
            kind: "primary"
            picture: Theme.step >= 2 || Theme.en && Theme.wide && Theme.step > 1 ? "" : "check"
            role: Theme.step > 1 ? "label" : "bigLabel"
            padX: Theme.mm(3)
            focus: true
            text: qsTr("说完了")
            onClicked: page.talk.done()
        }
        BigButton {
            objectName: "listen-stop"
            width: heard.width - keys.spacing - keys.children[0].width
            height: parent.height
            picture: Theme.step > 1 ? "" : "stop"
            role: Theme.step > 1 ? "label" : "bigLabel"
            padX: Theme.mm(3)
            text: qsTr("不说了")
            onClicked: page.talk.dismiss()
        }
    }
}
