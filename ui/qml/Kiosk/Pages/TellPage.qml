pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Models
import Kiosk.Parts

// 把这句话告诉社区: the sentence as it will be sent, who reads it, and 送出去 or 不送.
KioskPage {
    id: page

    readonly property QuestionViewModel question: app.question
    readonly property bool last: leaves.shown === leaves.count - 1
    readonly property bool refused: question.refused !== ""
    readonly property string who: refused ? Prompts.tellRefused : Prompts.tellWho
    readonly property int most: Theme.step >= 2 ? (Theme.en ? 36 : 20) : 60

    readonly property list<string> pieces: question.pieces(question.sentence, most)

    heading: refused ? qsTr("现在送不出去") : qsTr("告诉社区吗？")
    talk: "check"
    asks: true
    answers: ({
            yes: () => page.pressNamed("tell-next") || page.pressNamed("tell-send"),
            send: () => page.pressNamed("tell-next") || page.pressNamed("tell-send"),
            no: () => page.app.back()
        })
    says: refused ? [Prompts.tellRefused] : [Prompts.tellEnter, Prompts.tellWho]

    BigText {
        id: title
        width: parent.width
        role: "title"
        heading: true
        lineHeight: 1.0
        text: page.heading
    }
    Leaves {
        id: leaves
        y: title.height + Theme.mm(4)
        width: parent.width
        height: yes.y - y - Theme.mm(5)
        leaf: page.app.leaf
        Repeater {
            model: page.pieces
            delegate: QuoteCard {
                required property string modelData
                required property int index
                personal: true
                label: index === 0 ? qsTr("要送出去的是") : ""
                quote: (index === 0 ? qsTr("“") : "") + modelData.trim() + (index === page.pieces.length - 1 ? qsTr("”") : "")
                stretch: Theme.mm(Theme.wide ? 70 : 110)
            }
        }
        FactCard {
            picture: Theme.step >= 2 ? "" : page.refused ? "warn" : "shield"
            role: Theme.step >= 2 ? "strong" : "answer"
            text: page.who
            stretch: Theme.mm(Theme.wide ? 50 : 96)
        }
    }
    BigButton {
        id: no
        objectName: page.refused ? "tell-person" : leaves.shown > 0 ? "tell-previous" : "tell-no"
        y: parent.height - height
        width: Math.floor((parent.width - Theme.mm(5)) * (Theme.wide ? 0.4 : 0.44))
        height: Theme.mm(Theme.wide ? Theme.pick(36, 38, 33) : Theme.pick(50, 46, 46))
        kind: page.refused ? "person" : "face"
        picture: Theme.step >= 2 && !Theme.wide ? "" : page.refused ? "person" : leaves.shown > 0 ? "prev" : "no"
        pictureSize: Theme.mm(16)
        role: Theme.step > 1 ? "label" : "bigLabel"
        padX: Theme.mm(2)
        text: page.refused ? qsTr("叫人") : leaves.shown > 0 ? qsTr("上一页") : qsTr("不送")
        onClicked: {
            if (page.refused)
                page.app.open("person", "");
            else
                page.app.back();
        }
    }
    BigButton {
        id: yes
        objectName: page.last ? "tell-send" : "tell-next"
        careful: page.last
        sayable: page.last ? "" : text  // what sends is a command, heard more strictly
        x: no.width + Theme.mm(5)
        y: no.y
        width: parent.width - x
        height: no.height
        kind: "primary"
        picture: Theme.step >= 2 && !Theme.wide ? "" : page.last ? "send" : "next"
        pictureSize: Theme.mm(16)
        role: Theme.step > 1 ? "label" : "bigLabel"
        padX: Theme.mm(2)
        text: !page.last ? qsTr("接着看") : page.question.sending ? qsTr("正在送…") : page.refused ? qsTr("再送一次") : qsTr("送出去")
        onClicked: {
            if (page.last)
                page.question.send();
            else
                page.app.turn(leaves.shown + 1);
        }
    }
}
