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
    // What can be said here: which commands (voice/sentences.*.toml), whether an answer is waited for, and what the
    // page does with what it hears. Every button can be said by its own word without being listed.
    property string talk: "free"
    property bool asks: false
    property bool telling: false
    property list<string> alsoSaid: []
    property var answers: ({})

    readonly property int room: Theme.room(height)
    readonly property bool roomy: room === Theme.roomy
    readonly property int nowReading: app.voice.sentence
    readonly property string said: says.join("\n")
    property bool ready: false
    property bool couldListen: app.canListen
    // Whether the resident was asked if what is personal may be read, and said yes.
    property bool answered: false
    property bool aloud: false

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

    // What is personal is never read before somebody has said yes, on this page.
    function readAloud() {
        const words = readable(page);
        const begins = !["reading", "paused"].includes(app.voice.doing);
        if (begins && !answered && words.some(item => item.personal)) {
            app.open("aloud", "");
            return;
        }
        if (begins)
            reading = words.filter(item => aloud || !item.personal);
        app.voice.read(reading.map(item => item.spoken));
    }

    function mark(sentence: int) {
        for (let n = 0; n < reading.length; n++)
            if (reading[n])
                reading[n].marked = n === sentence;
    }

    // The buttons of the page, in reading order.
    function buttons(item: Item): list<Item> {
        let found = [];
        for (const child of item.children) {
            if (!child.visible || !child.enabled)
                continue;
            if (child instanceof Raised)
                found.push(child);
            else
                found = found.concat(buttons(child));
        }
        return found;
    }

    function choices(): list<string> {
        return buttons(page).map(button => button.sayable).filter(word => word !== "").concat(alsoSaid);
    }

    function press(fits): bool {
        const found = buttons(page).find(fits);
        if (found)
            found.click();
        return found !== undefined;
    }

    function pressNamed(name: string): bool {
        return press(button => button.objectName === name);
    }

    function pressNth(number: int): bool {
        const rows = buttons(page).filter(button => button.tone !== undefined);
        if (number < rows.length)
            rows[number].click();
        return number < rows.length;
    }

    function hear(kind: string, name: string, words: string): bool {
        const act = answers[kind === "command" ? name : kind];
        if (act !== undefined)
            return act(kind === "choice" ? name : words) !== false;
        if (kind === "choice")
            return press(button => button.sayable === name);
        const nth = ["first", "second", "third", "fourth", "fifth", "sixth"].indexOf(name);
        if (nth >= 0)
            return pressNth(nth);
        if (name === "next" || name === "previous")
            return pressNamed(name === "next" ? "pager-next" : "pager-prev");
        return false;
    }

    onNowReadingChanged: mark(nowReading)
    // Ears that come or go change a page's words, but nobody has asked to hear them again.
    onSaidChanged: {
        if (ready && couldListen === app.canListen)
            app.voice.greet(says);
        couldListen = app.canListen;
    }
    Component.onCompleted: {
        ready = true;
        const answer = app.voice.allowed();
        aloud = answer === "yes";
        answered = answer !== "";
        if (answered)
            soon.start();
        else if (!app.voice.byKeys)
            app.voice.greet(says);
    }

    Timer {
        id: soon
        interval: 100  // by then the leaves are laid out
        onTriggered: {
            page.app.voice.silence();
            page.readAloud();
        }
    }
}
