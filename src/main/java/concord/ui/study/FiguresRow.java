package concord.ui.study;

import javafx.scene.layout.HBox;

/// The three figures of a distillation study.
final class FiguresRow extends HBox {
    FiguresRow(OutcomeViewModel model) {
        super(16);
    }
}
