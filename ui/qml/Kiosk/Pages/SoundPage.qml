import QtQuick
import Kiosk.Parts

KioskPage {
    heading: "TODO Sound"
}
