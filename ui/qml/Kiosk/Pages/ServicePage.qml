pragma ComponentBehavior: Bound

import QtQuick
import Kiosk.Models
import Kiosk.Parts

// One service: the answer first, free or its price, where, open now; then papers, steps, and a code to take home.
KioskPage {
    id: page

    readonly property ServiceViewModel service: app.service
    readonly property string section: leaves.section
    readonly property var titles: ({
            answer: service.name,
            papers: service.papers.length > 0 ? qsTr("要带什么") : "",
            steps: qsTr("怎么办"),
            take: qsTr("带回家看")
        })
    readonly property string openFirst: service.openNow === "closed" ? qsTr("现在关门了") : qsTr("现在开着")
    readonly property string openMore: service.openNow === "always" ? qsTr("白天夜里都有人") : service.openNow === "open" ? qsTr("今天到%1").arg(Words.time(service.closes)) : qsTr("%1%2开").arg(Words.dayAhead(service.opensInDays, service.opensOn)).arg(Words.time(service.opens))
    readonly property string openWords: service.openNow === "unknown" ? "" : openFirst + (Theme.en ? ", " : "，") + openMore + Words.stop
    readonly property bool first: leaves.shown === 0
    readonly property var contact: [
        {
            picture: "phone",
            tone: 1,
            role: "bigLabel",
            text: service.phone,
            more: ""
        },
        {
            picture: "place",
            tone: 5,
            role: "strong",
            text: service.address,
            more: service.hint
        },
        {
            picture: "clock",
            tone: 0,
            role: "body",
            text: service.hours,
            more: ""
        }
    ].filter(fact => fact.picture === "clock" || fact.text !== "")

    heading: titles[section] ?? service.name
    talk: "service"
    asks: app.talk.confirming
    answers: ({
            yes: () => true,
            // being understood ends the confirming
            no: () => page.app.back(),
            papers: () => page.turnTo("papers"),
            steps: () => page.turnTo("steps"),
            print: () => page.turnTo("take"),
            where: () => page.app.voice.greet([page.service.window, page.service.hint].filter(words => words !== "")),
            hours: () => page.app.voice.greet([page.openWords, page.service.hours].filter(words => words !== "")),
            fee: () => page.app.voice.greet([page.service.free ? qsTr("不收钱。") : page.service.fee]),
            phone: () => page.app.voice.greet([page.service.phone === "" ? qsTr("没有电话，请到窗口问。") : page.service.phone])
        })

    function turnTo(name: string): bool {
        const leaf = leaves.sections.indexOf(name);
        if (leaf >= 0)
            page.app.turn(leaf);
        return leaf >= 0;
    }

    says: app.talk.confirming ? [Prompts.whichConfirm(service.name)] : section === "papers" ? [Prompts.servicePapers(service.papers)] : section === "steps" ? [Prompts.serviceSteps(service.steps.length)].concat(app.talk.leading ? service.steps : []) : section === "take" ? [Prompts.serviceTake] : (app.before === "which" ? [Prompts.named(service.name)] : []).concat([Prompts.serviceEnter(service.name, service.free), service.answer])

    Later {
        id: later
        done: page.app.leaf > 0
    }
    BigText {
        id: title
        width: first ? measure.width : wrong.visible ? wrong.x - Theme.mm(4) : parent.width
        readonly property bool first: page.first
        role: "title"
        heading: true
        lineHeight: 1.0
        text: page.heading
    }
    Pill {
        id: free
        readonly property bool below: implicitWidth + measure.implicitWidth + Theme.mm(4) > page.width && Theme.step >= 2
        visible: page.service.free && page.first && !below
        x: parent.width - width
        y: Math.max(0, (title.height - height) / 2)
        text: qsTr("不收钱")
    }
    // Beside what can be wrong: what to bring, what to do, where and when. Not beside the answer.
    BigButton {
        id: wrong
        objectName: "wrong"
        visible: ["papers", "steps", "take"].includes(page.section)
        x: parent.width - width
        height: Math.min(Theme.mm(Theme.pick(25, 28, 32)), leaves.y - Theme.mm(4))
        padX: Theme.mm(4)
        picture: Theme.step >= 2 ? "" : "edit"
        text: qsTr("这条不对")
        onClicked: page.app.correction.ask(page.app.about)
    }
    BigText {
        id: measure
        visible: false
        width: page.width - (page.service.free && !free.below ? free.implicitWidth + Theme.mm(4) : 0)
        role: "title"
        lineHeight: 1.0
        text: page.service.name
    }
    BigText {
        id: under
        visible: Theme.step < 2 && !Theme.wide
        y: measure.implicitHeight
        width: wrong.visible ? wrong.x - Theme.mm(4) : parent.width
        colour: Theme.ink2
        text: page.section === "answer" ? page.service.organization : page.service.name
    }
    Leaves {
        id: leaves
        y: measure.implicitHeight + (under.visible ? under.height : 0) + Theme.mm(4)
        width: parent.width
        height: page.height - y - pager.height - Theme.mm(4)
        columns: Theme.wide && Theme.step < 2 ? 2 : 1
        share: 0.58
        leaf: page.app.leaf
        ahead: later.done ? [] : (page.service.papers.length > 0 ? ["papers"] : []).concat(page.service.steps.length > 0 ? ["steps"] : [], ["take"])

        FactCard {
            section: "answer"
            column: 0
            role: "answer"
            text: page.service.answer
            stretch: Theme.mm(Theme.wide ? 60 : 90)
        }
        Repeater {
            model: Theme.step >= 2 || page.service.more.length === 0 ? [] : Theme.step === 1 ? [page.service.more.join("\n")] : page.service.more
            delegate: FactCard {
                required property string modelData
                section: "answer"
                column: 0
                role: "body"
                text: modelData
            }
        }
        FactCard {
            section: "answer"
            column: 0
            wanted: page.service.free && free.below || page.service.fee !== ""
            picture: Theme.step < 2 ? "money" : ""
            tone: 4
            role: page.service.free ? "bigLabel" : "strong"
            text: page.service.free ? qsTr("不收钱") : page.service.fee
        }
        FactCard {
            section: "answer"
            column: 1
            picture: Theme.wide && Theme.step > 1 ? "" : "window"
            tone: 5
            text: page.service.window
            more: Theme.step > 1 || Theme.wide ? "" : page.service.place !== "" ? page.service.place : page.service.address
            stretch: Theme.mm(62)
        }
        FactCard {
            section: "answer"
            column: 1
            wanted: page.service.openNow !== "unknown"
            picture: Theme.wide && Theme.step > 1 ? "" : "clock"
            tone: 0
            good: page.service.openNow !== "closed"
            text: page.openFirst
            more: page.openMore
            stretch: Theme.mm(62)
        }
        TermsKey {
            section: "answer"
            column: Theme.step >= 2 ? -1 : Theme.wide && Theme.step === 1 ? 0 : 1
            about: page.service.terms
            onPressed: about => page.app.open("terms", about)
        }
        FactCard {
            section: "answer"
            column: 1
            wanted: Theme.step === 1 && page.service.papers.length > 0
            optional: true
            picture: "papers"
            tone: 3
            text: qsTr("要带%1样东西").arg(page.service.papers.length)
            more: Theme.wide ? "" : page.service.papers.join(Theme.en ? ", " : "、")
            stretch: Theme.mm(62)
        }
        Repeater {
            model: Theme.step < 2 ? [] : page.service.more
            delegate: FactCard {
                required property string modelData
                section: "answer"
                role: "body"
                text: modelData
            }
        }
        Repeater {
            model: later.done ? page.service.papers : []
            delegate: FactCard {
                required property string modelData
                required property int index
                section: "papers"
                picture: page.service.paperPictures[index] ?? "papers"
                tone: index + 2
                role: "answer"
                text: modelData
                plateSize: Theme.mm(Theme.pick(38, 30, 24))
                stretch: Theme.mm(Theme.wide ? 60 : 70)
            }
        }
        Repeater {
            model: later.done ? page.service.steps : []
            delegate: FactCard {
                required property string modelData
                required property int index
                section: "steps"
                number: index + 1
                tone: index
                role: "answer"
                text: modelData
                plateSize: Theme.mm(Theme.pick(26, 25, 26))
                stretch: Theme.mm(62)
            }
        }
        Repeater {
            model: later.done ? [page.service.take] : []
            delegate: Block {
                id: take

                required property string modelData
                readonly property bool beside: Theme.wide && Theme.step > 1

                section: "take"
                column: 0
                implicitHeight: beside ? Math.max(code.height, family.implicitHeight) : code.height + Theme.mm(3) + family.implicitHeight
                QrBlock {
                    id: code
                    x: take.beside ? 0 : (parent.width - width) / 2
                    text: take.modelData
                    maxSide: Math.min(take.width, Math.max(Theme.mm(80), Math.min(Theme.mm(110), leaves.height * 0.55)))
                }
                BigText {
                    id: family
                    x: take.beside ? code.width + Theme.mm(8) : 0
                    y: take.beside ? (parent.height - height) / 2 : code.height + Theme.mm(3)
                    width: parent.width - x
                    horizontalAlignment: take.beside ? Text.AlignLeft : Text.AlignHCenter
                    text: qsTr("家里人用手机扫这个码，就能看到。")
                }
            }
        }
        Repeater {
            model: later.done ? page.contact : []
            delegate: FactCard {
                required property var modelData
                section: "take"
                column: 1
                picture: modelData.picture
                plateSize: Theme.mm(22)
                tone: modelData.tone
                role: modelData.role
                text: modelData.text
                more: modelData.more
            }
        }
    }
    Pager {
        id: pager
        width: parent.width
        y: parent.height - height
        leaf: leaves.shown
        leaves: leaves.count
        nextWord: leaves.nextSection === leaves.section ? qsTr("下一页") : leaves.nextSection === "papers" ? qsTr("要带什么") : leaves.nextSection === "steps" ? qsTr("怎么办") : leaves.nextSection === "take" ? qsTr("带回家看") : qsTr("下一页")
        onTurned: leaf => page.app.turn(leaf)
    }
}
