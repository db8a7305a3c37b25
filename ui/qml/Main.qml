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
    readonly property KioskPage page: pages.item as KioskPage
    readonly property bool bare: page ? page.bare : true

    // Up, down, left and right go from key to key in reading order; return presses.
    function step(forward: bool) {
        const from = activeFocusItem ?? contentItem;
        const to = from.nextItemInFocusChain(forward);
        if (to)
            to.forceActiveFocus(forward ? Qt.TabFocusReason : Qt.BacktabFocusReason);
    }

    function preparePrompts() {
        app.voice.prepare(Prompts.often);
    }

    title: page ? page.heading : ""
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
    }

    Item {
        id: scene

        readonly property string capacityOf: Theme.wide ? "landscape" : "portrait"
        readonly property int capacity: Theme.tokens[Theme.en ? "captionCapacityLatin" : "captionCapacity"][capacityOf][Theme.scaleKey]

        anchors.fill: parent
        focus: true
        onCapacityChanged: window.app.captionFits(capacity)
        Component.onCompleted: window.app.captionFits(capacity)

        Keys.onPressed: event => {
            if (window.app.page === "rest") {
                window.app.home();
                event.accepted = true;
                return;
            }
            switch (event.key) {
            case Qt.Key_Right:
            case Qt.Key_Down:
                window.step(true);
                break;
            case Qt.Key_Left:
            case Qt.Key_Up:
                window.step(false);
                break;
            case Qt.Key_Escape:
            case Qt.Key_Backspace:
                window.app.back();
                break;
            case Qt.Key_Home:
                window.app.home();
                break;
            case Qt.Key_F1:
            case Qt.Key_Help:
                window.app.open("help", "");
                break;
            default:
                return;
            }
            event.accepted = true;
        }

        Furniture {
            id: furniture
            anchors.fill: parent
            visible: !window.bare
            app: window.app
            bandTop: window.reach.above * window.glassPxPerMm
            bandBottom: window.reach.below * window.glassPxPerMm
            onReadAsked: if (window.page)
                window.page.readAloud()
        }
        Loader {
            id: pages
            x: window.bare ? 0 : furniture.pageX
            y: window.bare ? 0 : furniture.pageY
            width: window.bare ? window.width : furniture.pageW
            height: window.bare ? window.height - furniture.bandBottom : furniture.pageH
            focus: true
            visible: !listening.active
            sourceComponent: scene.pageOf(window.app.page)
        }
        Loader {
            id: listening
            anchors.fill: pages
            active: window.app.talk.over
            focus: active
            sourceComponent: listenPage
        }

        function pageOf(name: string): Component {
            switch (name) {
            case "rest":
                return restPage;
            case "home":
                return window.app.entrance !== "silver" ? normalHomePage : homePage;
            case "more":
                return morePage;
            case "families":
            case "kinds":
                return kindsPage;
            case "services":
                return servicesPage;
            case "which":
                return whichPage;
            case "place":
                return placePage;
            case "none":
                return nonePage;
            case "tell":
                return tellPage;
            case "told":
                return toldPage;
            case "letters":
                return lettersPage;
            case "service":
                return servicePage;
            case "notice":
                return noticePage;
            case "help":
                return helpPage;
            case "person":
                return personPage;
            case "sound":
                return soundPage;
            case "danger":
                return dangerPage;
            case "ways":
                return waysPage;
            case "newcomer":
                return newcomerPage;
            case "assist":
                return assistPage;
            case "stuck":
                return stuckPage;
            case "still":
                return stillPage;
            case "report-what":
                return reportWhatPage;
            case "report-where":
                return reportWherePage;
            case "report-words":
                return reportWordsPage;
            case "report-phone":
                return reportPhonePage;
            case "report-check":
                return reportCheckPage;
            case "receipt":
                return receiptPage;
            case "code":
                return codePage;
            case "story":
                return storyPage;
            case "practice":
                return practicePage;
            }
            return sorryPage;
        }

        Component {
            id: listenPage
            ListenPage {
                app: window.app
            }
        }
        Component {
            id: dangerPage
            DangerPage {
                app: window.app
            }
        }
        Component {
            id: waysPage
            WaysPage {
                app: window.app
                lowers: window.reach.lowers
            }
        }
        Component {
            id: newcomerPage
            NewcomerPage {
                app: window.app
            }
        }
        Component {
            id: assistPage
            AssistPage {
                app: window.app
            }
        }
        Component {
            id: stuckPage
            StuckPage {
                app: window.app
            }
        }
        Component {
            id: restPage
            RestPage {
                app: window.app
            }
        }
        Component {
            id: homePage
            HomePage {
                app: window.app
            }
        }
        Component {
            id: normalHomePage
            NormalHomePage {
                app: window.app
            }
        }
        Component {
            id: morePage
            MorePage {
                app: window.app
            }
        }
        Component {
            id: kindsPage
            KindsPage {
                app: window.app
            }
        }
        Component {
            id: servicesPage
            ServicesPage {
                app: window.app
            }
        }
        Component {
            id: whichPage
            WhichPage {
                app: window.app
            }
        }
        Component {
            id: placePage
            PlacePage {
                app: window.app
            }
        }
        Component {
            id: nonePage
            NonePage {
                app: window.app
            }
        }
        Component {
            id: tellPage
            TellPage {
                app: window.app
            }
        }
        Component {
            id: toldPage
            ToldPage {
                app: window.app
            }
        }
        Component {
            id: lettersPage
            LettersPage {
                app: window.app
            }
        }
        Component {
            id: servicePage
            ServicePage {
                app: window.app
            }
        }
        Component {
            id: noticePage
            NoticePage {
                app: window.app
            }
        }
        Component {
            id: helpPage
            HelpPage {
                app: window.app
            }
        }
        Component {
            id: personPage
            PersonPage {
                app: window.app
            }
        }
        Component {
            id: soundPage
            SoundPage {
                app: window.app
            }
        }
        Component {
            id: stillPage
            StillPage {
                app: window.app
            }
        }
        Component {
            id: reportWhatPage
            ReportWhatPage {
                app: window.app
            }
        }
        Component {
            id: reportWherePage
            ReportWherePage {
                app: window.app
            }
        }
        Component {
            id: reportWordsPage
            ReportWordsPage {
                app: window.app
            }
        }
        Component {
            id: reportPhonePage
            ReportPhonePage {
                app: window.app
            }
        }
        Component {
            id: reportCheckPage
            ReportCheckPage {
                app: window.app
            }
        }
        Component {
            id: receiptPage
            ReceiptPage {
                app: window.app
            }
        }
        Component {
            id: codePage
            CodePage {
                app: window.app
            }
        }
        Component {
            id: storyPage
            StoryPage {
                app: window.app
            }
        }
        Component {
            id: practicePage
            PracticePage {
                app: window.app
            }
        }
        Component {
            id: sorryPage
            SorryPage {
                app: window.app
            }
        }
    }
}
