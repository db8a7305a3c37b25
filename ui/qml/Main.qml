pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Models
import Kiosk.Parts
import Kiosk.Pages

// The frame and, inside it, the one page that is shown. Python says which.
Window {
    id: window

    required property AppViewModel app
    property real screenWidthMm: 0
    property real distanceMm: 600
    property real bottomMm: 0
    property bool staffUnlocked: false

    readonly property bool wide: width > height
    readonly property real glassPxPerMm: screenWidthMm > 0 ? width / screenWidthMm : Math.max(width, height) / 476
    // Seen from farther away everything is bigger: an angle is what the eye reads.
    readonly property real pxPerMm: glassPxPerMm * Math.max(1, distanceMm / 600)
    readonly property Reach reach: Reach {
        panelMm: window.height / window.glassPxPerMm
        bottomMm: window.bottomMm
        wide: window.wide
        low: window.app.low
    }
    readonly property KioskPage page: pages.page
    readonly property Item shown: page
    readonly property bool bare: page ? page.bare : true

    // What changed is seen by those who see; the others are told.
    function tellLook(words: string) {
        if (app.page === "rest")
            return;
        if (app.voice.byKeys)
            app.voice.greet([words]);
        else
            scene.Accessible.announce(words);
    }

    function preparePrompts() {
        app.voice.prepare(Prompts.often);
    }

    title: listening.active ? Prompts.listening : page ? page.heading : ""
    color: Theme.bg

    Component.onCompleted: preparePrompts()
    onClosing: close => close.accepted = staffUnlocked

    Binding {
        target: Theme
        property: "pxPerMm"
        value: window.pxPerMm
    }
    Binding {
        target: Theme
        property: "scale"
        value: window.app.scale
    }
    Binding {
        target: Theme
        property: "ground"
        value: window.app.ground
    }
    Binding {
        target: Theme
        property: "lang"
        value: window.app.lang
    }
    Binding {
        target: Theme
        property: "wide"
        value: window.wide
    }
    Binding {
        target: Theme
        property: "pictures"
        value: !window.app.wordsOnly
    }
    Binding {
        target: Theme
        property: "step"
        value: Theme.stepFor(furniture.pageH)
    }

    Connections {
        target: Feedback
        function onPressed() {
            window.app.voice.tap();
        }
        function onActed() {
            window.app.acted();
        }
    }
    Connections {
        target: window.app.voice
        function onTold(words) {
            scene.Accessible.announce(words);
        }
    }
    Connections {
        target: Theme
        function onScaleChanged() {
            window.tellLook(Prompts.size(Theme.scale));
        }
        function onGroundChanged() {
            window.tellLook(Prompts.colours(Theme.ground));
        }
    }
    Connections {
        target: window.app.talk
        function onWanted() {
            if (window.page)
                window.app.talk.knows(window.page.talk, window.page.choices(), window.page.asks, window.page.telling);
        }
        function onSaid(kind, name, words) {
            if (window.page && window.page.hear(kind, name, words))
                window.app.talk.understood();
        }
        function onReply(name) {
            window.app.voice.greet([Prompts[name]]);
        }
    }
    Connections {
        target: window.app
        function onLangChanged() {
            Qt.callLater(window.preparePrompts);
        }
        function onReadAsked() {
            if (window.page)
                window.page.readAloud();
        }
        function onStayed() {
            if (!window.page)
                return;
            if (window.page.says.length > 0)
                window.app.voice.greet(window.page.says);
            else
                // a bell is ringing
                scene.Accessible.announce(window.page.heading);
        }
    }

    Item {
        id: scene

        readonly property string capacityOf: Theme.wide ? "landscape" : "portrait"
        readonly property int capacity: Theme.tokens[Theme.en ? "captionCapacityLatin" : "captionCapacity"][capacityOf][Theme.scaleKey]

        anchors.fill: parent
        focus: true
        onCapacityChanged: window.app.captionFits(capacity)
        Component.onCompleted: window.app.captionFits(capacity)

        Furniture {
            id: furniture
            anchors.fill: parent
            bare: window.bare
            app: window.app
            bandTop: window.reach.above * window.glassPxPerMm
            bandBottom: window.reach.below * window.glassPxPerMm
            onReadAsked: if (window.page)
                window.page.readAloud()

            Pages {
                id: pages
                objectName: "page"
                app: window.app
                lowers: window.reach.lowers
                x: window.bare ? 0 : furniture.pageX
                y: window.bare ? 0 : furniture.pageY
                width: window.bare ? window.width : furniture.pageW
                height: window.bare ? window.height - furniture.bandBottom : furniture.pageH
                focus: true
                visible: !listening.active
            }
            Loader {
                id: listening
                objectName: "listening"
                anchors.fill: pages
                active: window.app.talk.over
                focus: active
                sourceComponent: listenPage
            }
        }

        Component {
            id: listenPage
            ListenPage {
                app: window.app
            }
        }
        DarkCover {
            anchors.fill: parent
            visible: window.app.voice.dark
            onClicked: window.app.voice.setDark(false)
        }
    }
}
