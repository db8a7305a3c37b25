import QtQuick
import Kiosk.Parts

Item {
    required property Item page

    property Item key: null
    
    // The item under `item` for which `fits` is true.
    function find(item, fits) {
        if (fits(item))
            return item;
        for (const child of item.children) {
            const found = find(child, fits);
            if (found)
                return found;
        }
        return null;
    }
    
    Component.onCompleted: {
        key = find(page.Window.contentItem, item => item.objectName === "help");
        key.scale = 1.1;
    }
    Component.onDestruction: key.scale = 1
}
