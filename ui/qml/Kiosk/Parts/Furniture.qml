pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Models

// The ten keys and the caption: same place, same order, same names on every page, for ever.
Item {
    id: furniture

    required property AppViewModel app
    // Only the ground is left: the page has the whole glass.
    property bool bare: false
    default property alias page: middle.data
    property real bandTop: 0
    property real bandBottom: 0
    readonly property real floor: height - bandBottom

    readonly property int margin: Math.ceil(Theme.tokens.mm.margin * Theme.pxPerMm)
    readonly property int dead: Math.ceil(Theme.tokens.mm.dead * Theme.pxPerMm)
    readonly property int gap: Math.ceil(Theme.tokens.mm.gap * Theme.pxPerMm)
    readonly property int navH: Theme.measure("navH")
    readonly property int topH: Theme.measure("topH")
    readonly property int rail: Theme.measure("railW") + (Theme.en ? Theme.measure("railLatinExtra") : 0)
    readonly property int captionH: Theme.measure(Theme.wide ? "captionWideH" : "captionH")
    readonly property int railKeyH: Math.floor((floor - margin - dead - bandTop - 4 * gap) / 5)
    readonly property bool mode: app.mode !== ""
    // The whole ground says who acts here; that the kiosk has no voice today is said by the banner alone.
    readonly property bool tinted: mode && app.mode !== "safe"
    readonly property int pageX: Theme.wide ? margin + rail + Theme.mm(9) : margin
    // Lying, at the largest text: the banner hangs from the frame, for below the margin it would leave a page too little.
    readonly property bool hung: mode && Theme.wide && Theme.scale >= 2
    readonly property int pageY: bandTop + (hung ? banner.height + Theme.mm(3) : margin + (Theme.wide ? 0 : topH + Theme.mm(5)) + (mode ? banner.height + Theme.mm(4) : 0))
    readonly property int pageW: width - 2 * pageX
    readonly property int pageH: caption.y - Theme.mm(5) - pageY
    readonly property bool topFull: !Theme.wide && (Theme.scale >= 2 || Theme.en && Theme.scale > 1)

    signal readAsked

    Item {
        anchors.fill: parent
        visible: !furniture.bare

        Rectangle {
            anchors.fill: parent
            visible: furniture.tinted
            color: furniture.app.mode === "practice" ? Theme.practiceSoft : Theme.assistSoft
        }
        Rectangle {
            visible: !Theme.wide
            width: parent.width
            height: furniture.bandBottom + furniture.dead + furniture.navH + Theme.mm(4)
            y: parent.height - height
            color: Theme.shelf
            Rectangle {
                width: parent.width
                height: Theme.mm(0.5)
                color: Theme.cardLine
            }
        }
        Repeater {
            model: Theme.wide ? 2 : 0
            delegate: Rectangle {
                required property int index
                width: furniture.margin + furniture.rail + Theme.mm(3)
                height: furniture.height
                x: index === 0 ? 0 : furniture.width - width
                color: Theme.shelf
                Rectangle {
                    x: parent.index === 0 ? parent.width - width : 0
                    width: Theme.mm(0.5)
                    height: parent.height
                    color: Theme.cardLine
                }
            }
        }
        Item {
            visible: furniture.bandTop > 0
            width: parent.width
            height: furniture.bandTop
            Street {
                width: parent.width
                height: Math.min(parent.height, parent.width * 0.4)
                y: parent.height - height
            }
        }

        Row {
            x: furniture.margin
            y: furniture.margin + furniture.bandTop
            height: furniture.topH
            visible: !Theme.wide && !furniture.topFull
            spacing: Theme.mm(4)
            Seal {
                anchors.verticalCenter: parent.verticalCenter
            }
            Column {
                anchors.verticalCenter: parent.verticalCenter
                visible: Theme.scale < 1.5
                BigText {
                    role: "strong"
                    single: true
                    text: furniture.app.community
                    spoken: ""
                }
                BigText {
                    single: true
                    colour: Theme.ink2
                    text: Words.clock(furniture.app.hour, furniture.app.minute)
                    spoken: ""
                }
            }
        }
        Item {
            visible: Theme.wide
            x: parent.width - furniture.margin - furniture.rail
            y: furniture.margin + furniture.bandTop
            width: furniture.rail
            height: furniture.railKeyH
            Column {
                anchors.centerIn: parent
                spacing: Theme.mm(1)
                Seal {
                    anchors.horizontalCenter: parent.horizontalCenter
                }
                BigText {
                    anchors.horizontalCenter: parent.horizontalCenter
                    visible: Theme.scale < 1.5
                    single: true
                    colour: Theme.ink2
                    text: Words.clock(furniture.app.hour, furniture.app.minute)
                    spoken: ""
                }
            }
        }

        Repeater {
            model: [
                {
                    name: "bigger",
                    picture: "bigger",
                    word: qsTr("大字")
                },
                {
                    name: "volume",
                    picture: "volume",
                    word: qsTr("声音")
                },
                {
                    name: "theme",
                    picture: "theme",
                    word: qsTr("颜色")
                },
                {
                    name: "lang",
                    picture: "lang",
                    word: Theme.en ? "中文" : "EN"
                }
            ]
            delegate: BigButton {
                required property var modelData
                required property int index

                readonly property int wide: furniture.topFull ? Math.floor((furniture.width - 2 * furniture.margin - 3 * furniture.gap) / 4) : Theme.measure(Theme.en ? "topKeyLatinW" : "topKeyW")

                objectName: modelData.name
                width: Theme.wide ? furniture.rail : wide
                height: Theme.wide ? furniture.railKeyH : furniture.topH
                x: Theme.wide ? furniture.width - furniture.margin - width : furniture.width - furniture.margin - (4 - index) * width - (3 - index) * furniture.gap
                y: furniture.margin + furniture.bandTop + (Theme.wide ? (index + 1) * (height + furniture.gap) : 0)
                stacked: true
                pictured: true
                padX: Theme.mm(1)
                picture: modelData.picture
                pictureSize: Theme.mm(Theme.wide ? Theme.pick(15, 15, 13) : Theme.pick(9, 10, 12))
                text: modelData.word
                onClicked: {
                    if (modelData.name === "bigger")
                        furniture.app.bigger();
                    else if (modelData.name === "volume")
                        furniture.app.open("sound", "");
                    else if (modelData.name === "theme")
                        furniture.app.changeColours();
                    else
                        furniture.app.changeLanguage();
                }
            }
        }
        ModeBanner {
            id: banner
            visible: furniture.mode
            x: Theme.wide ? furniture.margin + furniture.rail + Theme.mm(9) : furniture.margin
            y: furniture.bandTop + (furniture.hung ? 0 : furniture.margin + (Theme.wide ? 0 : furniture.topH + Theme.mm(4)))
            width: parent.width - 2 * x
            height: furniture.hung ? Theme.mm(25) : implicitHeight
            mode: furniture.app.mode
            text: mode === "practice" ? (Theme.scale >= 2 && Theme.en ? qsTr("这是练习") : Theme.scale > 1 && Theme.en || Theme.scale >= 2 ? qsTr("练习，不会送出去。") : qsTr("练习 · 不会真的送出去")) : mode === "safe" ? Prompts.safeMode : Words.helped(furniture.app.helper)
        }
    }
    // Between what is above and what is below, so that a screen reader meets it there too.
    Item {
        id: middle
        anchors.fill: parent
    }
    Item {
        anchors.fill: parent
        visible: !furniture.bare

        CaptionRow {
            id: caption
            app: furniture.app
            x: furniture.pageX
            width: furniture.pageW
            height: furniture.captionH
            y: furniture.floor - furniture.dead - height - (Theme.wide ? 0 : furniture.navH + Theme.mm(8))
            gap: furniture.gap
            onReadAsked: furniture.readAsked()
        }
        Repeater {
            model: [
                {
                    name: "home",
                    picture: "home",
                    word: qsTr("首页"),
                    kind: "face"
                },
                {
                    name: "back",
                    picture: "back",
                    word: qsTr("返回"),
                    kind: "face"
                },
                {
                    name: "speak",
                    picture: "mic",
                    word: qsTr("说话"),
                    kind: "voice"
                },
                {
                    name: "help",
                    picture: "help",
                    word: qsTr("帮助"),
                    kind: "face"
                },
                {
                    name: "person",
                    picture: "person",
                    word: qsTr("叫人"),
                    kind: "person"
                }
            ]
            delegate: BigButton {
                required property var modelData
                required property int index

                objectName: modelData.name
                width: Theme.wide ? furniture.rail : Math.floor((furniture.width - 2 * furniture.margin - 4 * furniture.gap) / 5)
                height: Theme.wide ? furniture.railKeyH : furniture.navH
                x: furniture.margin + (Theme.wide ? 0 : index * (width + furniture.gap))
                y: Theme.wide ? furniture.margin + furniture.bandTop + index * (height + furniture.gap) : furniture.floor - furniture.dead - height
                stacked: true
                pictured: true
                padX: Theme.mm(1)
                held: modelData.name === "speak" && furniture.app.talk.doing === "listening"
                kind: modelData.name === "speak" && !furniture.app.canListen ? "face" : modelData.kind
                picture: modelData.picture
                pictureSize: Theme.mm(Theme.wide ? Theme.pick(15, 15, 13) : Theme.pick(13.5, 14, 15))
                text: modelData.word
                Accessible.description: modelData.name === "speak" && !furniture.app.canListen ? Prompts.voiceOff : ""
                onClicked: {
                    if (modelData.name === "home")
                        furniture.app.home();
                    else if (modelData.name === "back")
                        furniture.app.back();
                    else if (modelData.name === "speak")
                        furniture.app.speak();
                    else if (modelData.name === "help")
                        furniture.app.open("help", "");
                    else
                        furniture.app.open("person", "");
                }
            }
        }
        Rectangle {
            anchors.fill: parent
            visible: furniture.tinted
            color: "transparent"
            border.width: Theme.measure("modeFrame")
            border.color: furniture.app.mode === "practice" ? Theme.practice : Theme.assist
        }
    }
}
