pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Parts

// 打字找: first letters only, so that all keys stay on one page. It learns nothing.
KioskPage {
    id: page

    readonly property int shownMost: Theme.step >= 2 || Theme.en || Theme.wide && Theme.step > 1 ? 1 : 2
    readonly property bool beside: Theme.wide && Theme.step === 1

    heading: app.finder.letters === "" ? qsTr("打字找") : app.finder.letters.split("").join(" ")
    says: [Prompts.lettersEnter]

    Binding {
        target: page.app.finder.found
        property: "room"
        restoreMode: Binding.RestoreNone
        value: page.shownMost
    }
    Binding {
        target: page.app.finder.found
        property: "leaf"
        restoreMode: Binding.RestoreNone
        value: 0
    }

    Card {
        id: box
        width: page.beside ? Theme.mm(Theme.pick(110, 100, 96)) : parent.width
        height: Theme.mm(Theme.wide ? Theme.pick(36, 32, 36) : Theme.pick(28, 32, 38))
        border.width: Theme.measure("edgeStrong")
        border.color: Theme.line
        BigText {
            id: typed
            x: Theme.mm(6)
            anchors.verticalCenter: parent.verticalCenter
            role: "title"
            heading: true
            single: true
            text: page.heading
        }
        BigText {
            x: parent.width - width - Theme.mm(6)
            anchors.verticalCenter: parent.verticalCenter
            visible: page.app.finder.letters !== "" && typed.x + typed.width + Theme.mm(4) < x
            single: true
            colour: Theme.ink2
            text: qsTr("有%1项").arg(page.app.finder.foundCount)
        }
    }
    Item {
        id: found
        x: page.beside ? box.width + Theme.mm(4) : 0
        y: page.beside ? 0 : box.height + Theme.mm(4)
        width: parent.width - x
        // In a mode there is less page: the keys keep their size.
        readonly property real roomLeft: parent.height - y - Theme.mm(5) - keys.least
        height: Math.min(roomLeft, Theme.mm(Theme.wide ? Theme.pick(36, 34, 38) : Theme.pick(Theme.en ? 40 : 64, Theme.en ? 52 : 60, Theme.en ? 66 : 46)))

        readonly property bool more: page.app.finder.foundCount > page.shownMost
        readonly property real moreWidth: more ? all.width + Theme.mm(4) : 0

        Repeater {
            model: page.app.finder.found
            delegate: BigButton {
                required property int index
                required property string opens
                required property string about
                required property string word

                readonly property int count: Math.min(page.shownMost, page.app.finder.foundCount)

                objectName: "found-" + about
                width: Math.floor((found.width - found.moreWidth - (page.beside ? (count - 1) * Theme.mm(4) : 0)) / (page.beside ? count : 1))
                height: page.beside ? found.height : Math.floor((found.height - (page.shownMost - 1) * Theme.mm(4)) / page.shownMost)
                x: page.beside ? index * (width + Theme.mm(4)) : 0
                y: page.beside ? 0 : index * (height + Theme.mm(4))
                kind: "primary"
                role: Theme.en && Theme.step < 2 ? "strong" : "label"
                single: false
                padX: Theme.mm(2)
                picture: Theme.step > 1 ? "" : "steps"
                text: word
                onClicked: page.app.open(opens, about)
            }
        }
        BigButton {
            id: all
            objectName: "found-all"
            visible: found.more
            x: parent.width - width
            width: implicitWidth
            height: parent.height
            padX: Theme.mm(4)
            picture: Theme.step > 1 ? "" : "more"
            stacked: true
            text: qsTr("都看看")
            onClicked: page.app.question.askByLetters(page.app.finder.letters)
        }
        BigText {
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width
            visible: page.app.finder.foundCount === 0
            colour: Theme.ink2
            text: page.app.finder.letters === "" ? qsTr("医保就按Y和B。") : qsTr("没有，请换一个字母。")
        }
    }
    LetterKeys {
        id: keys
        dense: !Theme.wide && Theme.step >= 2 && page.height < Theme.mm(250)
        y: found.y + found.height + Theme.mm(5)
        width: parent.width
        room: page.height - y
        onLetter: letter => page.app.finder.letter(letter)
        onErased: page.app.finder.letters === "" ? page.app.voice.greet(page.says) : page.app.finder.erase()
    }
}
