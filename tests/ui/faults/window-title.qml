import QtQuick
import Kiosk.Parts

Item {
    required property Item page

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
    
    Component.onCompleted: find(page, item => item.heading === true && item.text !== undefined).text = "别的标题"
}
