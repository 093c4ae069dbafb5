package concord.ui.control;

import javafx.scene.control.Label;

/// A key as drawn on a button (style class `key-cap`).
public final class KeyCap extends Label {
    public KeyCap(String key) {
        super(key);
        getStyleClass().add("key-cap");
        setFocusTraversable(false);
    }
}
