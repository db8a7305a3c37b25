pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Parts

// 银发: one huge button, what you can say, at most five tiles.
KioskPage {
    id: page

    readonly property bool listening: app.canListen
    readonly property bool few: Theme.step >= 2 || (!Theme.wide && Theme.step > 1) || (Theme.en && !Theme.wide)
    readonly property var all: [
        {
            name: "families",
            word: qsTr("找服务"),
            picture: "find",
            tone: 0
        },
        {
            name: "report-what",
            word: qsTr("报事"),
            picture: "report",
            tone: 4
        },
        {
            name: "code",
            word: qsTr("查进度"),
            picture: "status",
            tone: 2
        },
        {
            name: "notice",
            word: qsTr("看通知"),
            picture: "notice",
            tone: 3
        },
        {
            name: "practice",
            word: qsTr("学着用"),
            picture: "learn",
            tone: 5
        }
    ]
    readonly property var tiles: few ? all.slice(0, 3).concat([
        {
            name: "more",
            word: qsTr("还有"),
            picture: "more",
            tone: 3
        }
    ]) : all
    readonly property int columns: Theme.wide ? (Theme.step > 1 || Theme.en ? 1 : 2) : few || !listening ? 2 : 5

    heading: Theme.step > 1 || Theme.en ? qsTr("您想办什么事？") : qsTr("%1，您想办什么事？").arg(Words.greeting(app.hour))
    talk: "home"
    asks: true
    says: [app.about === "broke-off" ? Prompts.brokeOff : app.about === "safe" ? Prompts.dangerUndo : listening ? Prompts.homeEnter : Prompts.homeEnterAway]

    BigText {
        id: title
        width: parent.width
        role: Theme.step >= 2 ? "title" : "display"
        heading: true
        lineHeight: 1.0
        horizontalAlignment: Theme.wide ? Text.AlignLeft : Text.AlignHCenter
        text: page.heading
    }
    Item {
        id: hero
        y: title.height + Theme.mm(2)
        width: Theme.wide ? page.width * (Theme.step >= 2 ? 0.5 : 0.56) : page.width
        height: page.height - y - (Theme.wide ? 0 : grid.height + Theme.mm(5) + (says.visible ? says.height + Theme.mm(5) : 0))

        readonly property real side: Math.min(width, height)

        Rectangle {
            anchors.centerIn: speak
            visible: speak.round
            width: speak.width + Theme.measure("ring2")
            height: width
            radius: width / 2
            color: page.listening ? Theme.voiceSoft : Theme.hill2
            Rectangle {
                anchors.centerIn: parent
                width: speak.width + Theme.measure("ring1")
                height: width
                radius: width / 2
                color: page.listening ? Theme.voiceSoft2 : Theme.primarySoft
            }
        }
        SpeakButton {
            id: speak
            objectName: "hero"
            anchors.centerIn: parent
            canListen: page.listening
            round: Theme.step < 1.5 && hero.side > Theme.mm(95)
            tall: !round && height > Theme.mm(88)
            signSize: round ? width * 0.36 : Theme.mm(tall ? 52 : 34)
            width: round ? Math.min(hero.side - Theme.mm(20), Theme.measure("speakMax")) : hero.width
            height: round ? width : Math.min(hero.height, Theme.mm(140))
            text: page.listening ? qsTr("按一下，说话") : Theme.wide && Theme.step >= 2 ? qsTr("找服务") : qsTr("按一下，找服务")
            hint: page.listening || Theme.step > 1 ? "" : qsTr("现在不能说话")
            onClicked: page.app.speak()
        }
    }
    Card {
        id: says
        visible: page.listening && Theme.step < 2 && !(Theme.wide && (Theme.step > 1 || Theme.en))
        x: Theme.wide ? hero.width + Theme.mm(6) : 0
        y: Theme.wide ? title.height + Theme.mm(4) : page.height - grid.height - Theme.mm(5) - height
        width: page.width - x
        height: quotes.height + Theme.mm(8)
        Column {
            id: quotes
            x: Theme.mm(6)
            y: Theme.mm(4)
            width: parent.width - 2 * x
            spacing: Theme.mm(1)
            BigText {
                width: parent.width
                colour: Theme.ink2
                text: page.app.talk.demo ? qsTr("您可以这样说（演示语音）") : qsTr("您可以这样说")
            }
            Repeater {
                model: [qsTr("“我要交医保”"), qsTr("“楼下的路灯坏了”"), qsTr("“食堂几点开饭”")].slice(0, Theme.wide ? (Theme.en ? 1 : 2) : Theme.step > 1 ? 1 : Theme.en ? 2 : 3)
                delegate: BigText {
                    required property string modelData
                    width: quotes.width
                    role: "answer"
                    colour: Theme.voiceSoftText
                    text: modelData
                }
            }
        }
    }
    TileGrid {
        id: grid
        count: page.tiles.length
        columns: page.columns
        spacing: Theme.mm(4)
        width: Theme.wide ? page.width - hero.width - Theme.mm(6) : page.width
        x: page.width - width
        y: page.height - height
        room: Theme.wide ? page.height - title.height - Theme.mm(4) - (says.visible ? says.height + Theme.mm(6) : 0) : Theme.mm(Theme.step >= 2 ? 96 : Theme.step > 1 || Theme.en ? 86 : page.listening ? 56 : 134)
        tallest: Theme.wide ? Theme.mm(says.visible ? 40 : 60) : Theme.mm(60)
        Repeater {
            model: page.tiles
            delegate: Tile {
                required property var modelData
                required property int index
                objectName: "tile-" + modelData.name
                width: page.columns === 2 && index === 4 ? grid.width : grid.cellWidth
                height: grid.cellHeight
                across: Theme.wide || page.columns === 2
                role: page.columns === 5 ? "label" : "bigLabel"
                padX: Theme.mm(page.columns === 5 ? 2 : 4)
                plateSize: Math.min(Theme.mm(Theme.wide ? Theme.pick(20, 22, 26) : Theme.pick(27, 24, 22)), grid.cellHeight - Theme.mm(7))
                picture: modelData.picture
                tone: modelData.tone
                text: modelData.word
                onClicked: page.app.open(modelData.name, "")
            }
        }
    }
}
