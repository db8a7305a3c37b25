import QtQuick
import Kiosk.Models
import Kiosk.Parts

// The one page that is shown, made when it is opened. Only the pages that were opened are read from disk.
Loader {
    id: pages

    required property AppViewModel app
    property bool lowers: false

    readonly property KioskPage page: item as KioskPage
    readonly property string file: files[app.page === "home" && app.entrance !== "silver" ? "home-normal" : app.page] ?? "SorryPage"
    readonly property var files: ({
            "rest": "RestPage",
            "home": "HomePage",
            "home-normal": "NormalHomePage",
            "more": "MorePage",
            "families": "KindsPage",
            "kinds": "KindsPage",
            "services": "ServicesPage",
            "wrong": "WrongPage",
            "wrong-told": "WrongToldPage",
            "terms": "TermsPage",
            "term": "TermPage",
            "which": "WhichPage",
            "place": "PlacePage",
            "none": "NonePage",
            "tell": "TellPage",
            "told": "ToldPage",
            "letters": "LettersPage",
            "service": "ServicePage",
            "notice": "NoticePage",
            "help": "HelpPage",
            "person": "PersonPage",
            "sound": "SoundPage",
            "aloud": "AloudPage",
            "danger": "DangerPage",
            "still": "StillPage",
            "report-what": "ReportWhatPage",
            "report-where": "ReportWherePage",
            "report-words": "ReportWordsPage",
            "report-phone": "ReportPhonePage",
            "report-check": "ReportCheckPage",
            "receipt": "ReceiptPage",
            "code": "CodePage",
            "story": "StoryPage",
            "practice": "PracticePage",
            "ways": "WaysPage",
            "newcomer": "NewcomerPage",
            "assist": "AssistPage",
            "stuck": "StuckPage",
            "calibration": "CalibrationPage"
        })

    // Made once: Qt 6.11 keeps every object of first values it is given, for ever.
    readonly property var given: ({
            "app": app
        })

    function show() {
        setSource(Qt.resolvedUrl(file + ".qml"), given);
    }

    onFileChanged: show()
    Component.onCompleted: show()

    Binding {
        target: pages.item as WaysPage
        when: target !== null
        property: "lowers"
        value: pages.lowers
    }
}
