import QtQuick
import Kiosk.Models

// What every page is: one heading, what it says on entry, and its words in the order they are read aloud.
FocusScope {
    id: page

    required property AppViewModel app
    property string heading: ""
    property list<string> says: []
    property bool bare: false
    property list<Item> reading: []

    readonly property int room: Theme.room(height)
    readonly property bool roomy: room === Theme.roomy
    readonly property int nowReading: app.voice.sentence
    readonly property string said: says.join("\n")
    property bool ready: false

    // The things on the page that have words of their own, in order; hidden ones and parts of a button do not count.
    function readable(item: Item): list<Item> {
        let found = [];
        for (const child of item.children) {
            if (!child.visible)
                continue;
            if (child.spoken !== undefined && child.spoken !== "" && child.marked !== undefined)
                found.push(child);
            found = found.concat(readable(child));
        }
        return found;
    }

    function readAloud() {
        reading = readable(page);
        app.voice.read(reading.map(item => item.spoken));
    }

    function mark(sentence: int) {
        for (let n = 0; n < reading.length; n++)
            if (reading[n])
                reading[n].marked = n === sentence;
    }

    onNowReadingChanged: mark(nowReading)
    onSaidChanged: if (ready)
        app.voice.greet(says)
    Component.onCompleted: {
        ready = true;
        app.voice.greet(says);
    }
}
