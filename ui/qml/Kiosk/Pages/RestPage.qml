pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Parts

// Nobody is here: a greeting, the street, a poster that changes by a cut. Any touch begins a visit.
KioskPage {
    id: page

    readonly property int ground: Theme.mm(Theme.wide ? Theme.pick(70, 76, 82) : Theme.pick(86, 92, 98)) + (Theme.wide || !entrances.visible ? 0 : entrances.height)
    readonly property int edge: Theme.mm(14)

    bare: true
    heading: qsTr("%1！").arg(Words.greeting(app.hour))
    says: app.farewell ? [Prompts.byeNow] : []

    Street {
        width: Theme.wide ? parent.width * 0.62 : parent.width
        height: Theme.wide ? parent.height * 0.42 : parent.height * 0.25
        x: parent.width - width
        y: parent.height - page.ground - height * 262 / 300
        dark: page.app.hour >= 19 || page.app.hour < 6
    }
    Rectangle {
        y: parent.height - page.ground
        width: parent.width
        height: page.ground
        color: Theme.hill3
    }
    TapHandler {
        gesturePolicy: TapHandler.ReleaseWithinBounds
        longPressThreshold: 0
        onTapped: page.app.home()
    }
    Row {
        x: page.edge
        y: page.edge
        spacing: Theme.mm(5)
        Seal {
            size: Theme.mm(32)
        }
        Column {
            anchors.verticalCenter: parent.verticalCenter
            visible: Theme.step < 2
            BigText {
                visible: Theme.step < 1.5 || !Theme.en
                role: "strong"
                single: true
                text: page.app.hallName
            }
            BigText {
                single: true
                colour: Theme.ink2
                text: Words.weekday(page.app.weekday) + "  " + Words.clock(page.app.hour, page.app.minute)
            }
        }
    }
    Column {
        id: hello
        x: page.edge
        y: Theme.mm(Theme.wide ? Theme.pick(58, 54, 50) : 62)
        width: (Theme.wide ? parent.width * 0.5 : parent.width) - x - (Theme.wide ? 0 : page.edge)
        spacing: Theme.mm(Theme.wide ? 1 : 3)
        BigText {
            width: parent.width
            role: "greeting"
            heading: true
            lineHeight: 1.0
            text: page.heading
        }
        BigText {
            width: parent.width
            visible: !(Theme.wide && Theme.step > 1 && Theme.en)
            role: "display"
            colour: Theme.voiceSoftText
            text: page.app.canListen ? qsTr("按一下屏幕，\n开口就能问。") : Theme.wide && Theme.step >= 2 ? qsTr("请按一下屏幕。") : qsTr("按一下屏幕，\n就能问。")
        }
    }
    Card {
        id: poster
        visible: page.app.notices.posterHeadline !== "" && !(Theme.wide && Theme.step >= 2)
        x: Theme.wide ? page.width * 0.52 : page.edge
        y: Theme.wide ? page.edge : hello.y + hello.height + Theme.mm(8)
        width: page.width - x - page.edge
        height: Math.max(words.y + words.height + Theme.mm(7), picture.visible ? picture.y + picture.height + Theme.mm(5) : 0)
        Image {
            id: picture
            visible: status === Image.Ready
            x: Theme.mm(5)
            y: Theme.mm(5)
            width: Theme.wide ? Theme.mm(70) : parent.width - 2 * x
            height: Theme.wide ? Theme.mm(52) : Theme.mm(80)
            source: page.app.notices.posterPicture
            sourceSize: Qt.size(width, height)
            fillMode: Image.PreserveAspectFit
            Accessible.ignored: true
        }
        Column {
            id: words
            x: Theme.wide && picture.visible ? picture.x + picture.width + Theme.mm(6) : Theme.mm(7)
            y: Theme.wide || !picture.visible ? Theme.mm(7) : picture.y + picture.height + Theme.mm(5)
            width: parent.width - x - Theme.mm(6)
            spacing: Theme.mm(2)
            BigText {
                width: parent.width
                role: Theme.wide ? "strong" : "answer"
                text: page.app.notices.posterHeadline
            }
            Repeater {
                model: Theme.step > 1 ? [] : page.app.notices.posterSentences.slice(1)
                delegate: BigText {
                    required property string modelData
                    width: words.width
                    text: modelData
                }
            }
        }
    }
    // On the dark ground of the street a dark button needs a light edge.
    Rectangle {
        anchors.fill: begin
        anchors.margins: -Theme.mm(1.6)
        radius: begin.corner - anchors.margins
        color: Theme.card
    }
    SpeakButton {
        id: begin
        objectName: "begin"
        x: page.edge
        y: parent.height - Theme.mm(17) - height - (Theme.wide || !entrances.visible ? 0 : entrances.height + Theme.mm(5))
        width: Theme.wide ? Theme.mm(Theme.step > 1 ? 220 : Theme.en ? 170 : 190) : parent.width - 2 * x
        height: Theme.mm(52)
        round: false
        canListen: page.app.canListen
        kind: page.app.canListen ? "voice" : "face"
        picture: page.app.canListen ? "mic" : "person"
        signSize: Theme.mm(26)
        text: qsTr("按一下，开始")
        onClicked: page.app.home()
    }
    Row {
        id: entrances
        visible: Theme.step === 1  // a visit begins in the usual size; larger, these words have no room beside each other
        x: Theme.wide ? begin.x + begin.width + Theme.mm(5) : page.edge
        y: parent.height - Theme.mm(17) - height
        width: parent.width - x - page.edge
        height: Theme.mm(Theme.wide ? 52 : 30)
        spacing: Theme.mm(4)
        Repeater {
            model: [
                {
                    name: "normal",
                    word: qsTr("普通版"),
                    picture: "steps"
                },
                {
                    name: "assisted",
                    word: qsTr("有人帮我"),
                    picture: "hands"
                },
                {
                    name: "newcomer",
                    word: qsTr("我是新来的"),
                    picture: "house2"
                }
            ]
            delegate: BigButton {
                required property var modelData
                objectName: "enter-" + modelData.name
                width: Math.floor((entrances.width - 2 * entrances.spacing) / 3)
                height: entrances.height
                stacked: Theme.wide
                padX: Theme.mm(2)
                pictureSize: Theme.mm(Theme.wide ? 18 : 11)
                single: !Theme.en
                role: Theme.en ? "strong" : "label"
                picture: modelData.picture
                text: modelData.word
                onClicked: {
                    if (modelData.name === "newcomer")
                        page.app.open("newcomer", "");
                    else
                        page.app.enter(modelData.name);
                }
            }
        }
    }
}
