pragma Singleton

import QtQuick
import Kiosk.Models

// Names for the design tokens, and millimetres to pixels. Main.qml binds the seven things that change.
QtObject {
    id: theme

    property real pxPerMm: 4.03
    property real scale: 1
    property string ground: "paper"
    property string lang: "zh"
    property bool wide: false
    // The layout pages take, as the scale it was drawn for: chosen by the room that is left for text, not by the scale.
    property real step: 1
    // Pictures on pages; the furniture keeps its own.
    property bool pictures: true

    // Read once: each reading of a map that Python holds converts all of it.
    readonly property var tokens: Design.tokens
    readonly property var glyphs: Design.glyphs
    readonly property var drawn: Design.drawn
    readonly property var colours: tokens.themes[ground]
    readonly property string scaleKey: String(scale)
    readonly property bool en: lang === "en"
    readonly property string family: Design.textFamily
    readonly property string iconFamily: Design.iconFamily

    // Rooms: how much of the page is left for reading text of this size.
    readonly property int least: 0
    readonly property int tight: 1
    readonly property int plain: 2
    readonly property int roomy: 3

    // A word "onFace" of the tokens is "faceText" here: QML takes "on…" for a signal handler.
    readonly property color bg: colours.bg
    readonly property color shelf: colours.shelf
    readonly property color card: colours.card
    readonly property color cardLine: colours.cardLine
    readonly property color ink: colours.ink
    readonly property color ink2: colours.ink2
    readonly property color line: colours.line
    readonly property color face: colours.face
    readonly property color faceLip: colours.faceLip
    readonly property color faceLine: colours.faceLine
    readonly property color faceText: colours.onFace
    readonly property color primary: colours.primary
    readonly property color primaryLip: colours.primaryLip
    readonly property color primaryText: colours.onPrimary
    readonly property color primarySoft: colours.primarySoft
    readonly property color primarySoftText: colours.onPrimarySoft
    readonly property color voice: colours.voice
    readonly property color voiceLip: colours.voiceLip
    readonly property color voiceText: colours.onVoice
    readonly property color voiceSoft: colours.voiceSoft
    readonly property color voiceSoft2: colours.voiceSoft2
    readonly property color voiceSoftText: colours.onVoiceSoft
    readonly property color person: colours.person
    readonly property color personLip: colours.personLip
    readonly property color personLine: colours.personLine
    readonly property color personText: colours.onPerson
    readonly property color mark: colours.mark
    readonly property color markText: colours.onMark
    readonly property color focusOut: colours.focusOut
    readonly property color focusIn: colours.focusIn
    readonly property color good: colours.good
    readonly property color goodText: colours.onGood
    readonly property color assist: colours.assist
    readonly property color assistText: colours.onAssist
    readonly property color assistSoft: colours.assistSoft
    readonly property color practice: colours.practice
    readonly property color practiceText: colours.onPractice
    readonly property color practiceSoft: colours.practiceSoft
    readonly property color plateText: colours.onPlate
    readonly property color hill1: colours.hill1
    readonly property color hill2: colours.hill2
    readonly property color hill3: colours.hill3
    readonly property color sun: colours.sun

    function plate(tone: int): color {
        return colours.plates[((tone % 6) + 6) % 6];
    }

    function mm(length: real): int {
        return Math.round(length * pxPerMm);
    }

    // A measure of the tokens: one number, or one for each scale.
    function measure(name: string): int {
        const value = tokens.mm[name];
        return mm(typeof value === "number" ? value : value[scaleKey]);
    }

    function pick(small: real, middle: real, large: real): real {
        return step >= 2 ? large : step >= 1.5 ? middle : small;
    }

    function emMm(role: string): real {
        const text = tokens.text[role];
        const grow = en && text.latin !== undefined ? text.latin : text.grow;
        return text.mm * (1 + (scale - 1) * grow);
    }

    function em(role: string): int {
        return Math.round(emMm(role) * pxPerMm);
    }

    function weight(role: string): int {
        return tokens.text[role].weight;
    }

    // How much room a page of this height has: its height over the body text's em.
    function room(heightPx: real): int {
        const ems = heightPx / pxPerMm / emMm("body");
        const floors = tokens.rooms;
        return ems >= floors.roomy ? roomy : ems >= floors.plain ? plain : ems >= floors.tight ? tight : least;
    }
    // The layout that fits a page of this height.
    function stepFor(heightPx: real): real {
        const found = room(heightPx) + (wide ? 1 : 0);
        return found >= roomy ? 1 : found === plain ? 1.5 : 2;
    }
}
