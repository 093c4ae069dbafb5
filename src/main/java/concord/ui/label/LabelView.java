package concord.ui.label;

import concord.app.LabelService;
import concord.ui.Texts;
import concord.ui.control.DigitKeys;
import concord.ui.control.Parts;
import java.util.Locale;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The Label screen's nodes and keys over its view model.
final class LabelView extends StackPane {
    private static final double GUIDELINES_FROM = 900;
    private static final double WIDE = 1300;
    private static final double RECENT_FROM = 690;

    /// Where the screen leads.
    interface Ways {
        void codebook();

        void audit();

        /// Ask again who labels what.
        void change();
    }

    private final LabelViewModel model;
    private final Ways ways;
    private final DigitKeys digits = new DigitKeys(Locale.getDefault());
    private final LabelHeader header;
    private final UnitCard card;
    private final GuidelinesPanel guidelines;
    private final RecentStrip recent;
    private final KeysOverlay overlay = new KeysOverlay(this::closeKeys);
    private final HBox middle = new HBox(16);
    private final StackPane place = new StackPane();
    private final VBox page;
    /// the character of a key that opened a field must not land in it
    private boolean swallowing;
    private GuidelinesWish wish = GuidelinesWish.BY_WIDTH;

    private enum GuidelinesWish {
        BY_WIDTH, SHOWN, HIDDEN
    }

    LabelView(LabelViewModel model, Ways ways) {
        this.model = model;
        this.ways = ways;
        getStyleClass().add("label-screen");
        header = new LabelHeader(ways::change);
        card = new UnitCard(model, this::toggleKeys);
        guidelines = new GuidelinesPanel(ways::codebook);
        recent = new RecentStrip(model::goTo);
        HBox.setHgrow(card, Priority.ALWAYS);
        card.setPrefWidth(760);
        middle.setAlignment(Pos.TOP_CENTER);
        middle.setMinHeight(0);
        middle.setPrefHeight(10);
        middle.getChildren().addAll(card, guidelines);
        place.setMinHeight(0);
        place.setMaxHeight(720);
        place.setAlignment(Pos.TOP_CENTER);
        VBox.setVgrow(place, Priority.ALWAYS);
        page = new VBox(20, header, place, recent);
        page.setPadding(new Insets(24));
        setAlignment(Pos.TOP_CENTER);
        getChildren().addAll(page, overlay);
        setMinSize(0, 0);
        addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        addEventFilter(KeyEvent.KEY_TYPED, event -> {
            if (swallowing)
                event.consume();
        });
        widthProperty().addListener((_, _, _) -> fit());
        heightProperty().addListener((_, _, _) -> fit());
        model.phaseProperty().addListener((_, _, now) -> place(now));
        model.shownProperty().addListener((_, before, now) -> {
            if (now != null && (before == null || before.position() != now.position()) && !commenting())
                card.home();
        });
        model.progressProperty().addListener((_, _, now) -> header.progress(now));
        model.recentProperty().addListener((_, _, now) -> model.started().ifPresent(start -> recent.show(now, start.variable())));
        fit();
    }

    /// A session has started.
    void begin(Choice choice, Start start) {
        header.show(choice, start.session().size(), start.reveal());
        header.active(LabelHeader.Activity.LABELLING);
        header.progress(model.progressProperty().get());
        card.begin(start);
        guidelines.show(start.variable(), start.version());
        recent.show(model.recentProperty().get(), start.variable());
        place(model.phaseProperty().get());
        card.home();
    }

    /// Shows something in place of a text: a question, or why there is nothing to label.
    void instead(Node node) {
        header.active(LabelHeader.Activity.WAITING);
        closeKeys();
        place.getChildren().setAll(node);
        fit();
    }

    void focus() {
        if (place.getChildren().contains(middle))
            card.home();
    }

    private boolean commenting() {
        return getScene() != null && getScene().getFocusOwner() instanceof TextInputControl input && "comment".equals(input.getId())
                && input.isVisible();
    }

    private void place(Phase phase) {
        if (model.started().isEmpty())
            return;
        if (phase == Phase.FINISHED) {
            place.getChildren().setAll(finished());
            requestFocus();
        } else if (phase == Phase.READING || phase == Phase.SAVED || phase == Phase.SAVING) {
            if (!place.getChildren().contains(middle)) {
                place.getChildren().setAll(middle);
                card.home();
            }
        }
        fit();
    }

    private Node finished() {
        LabelService.Progress now = model.progressProperty().get();
        return new Notice("check-circle", Texts.get("label.finished", now.total()),
                Texts.get("label.finishedHint", now.skipped(), now.flagged()),
                Parts.primary(Texts.get("label.toAudit"), "git-pull-request", ways::audit),
                Parts.button(Texts.get("label.otherTexts"), "list", ways::change),
                Parts.button(Texts.get("label.lastText"), "arrow-left", () -> model.move(-1)));
    }

    private void fit() {
        double width = getWidth();
        boolean wide = width > WIDE;
        boolean beside = wish == GuidelinesWish.SHOWN || wish == GuidelinesWish.BY_WIDTH && width >= GUIDELINES_FROM;
        guidelines.setVisible(beside);
        guidelines.setManaged(beside);
        double side = wide ? 320 : 220;
        guidelines.setMinWidth(side);
        guidelines.setMaxWidth(side);
        page.setMaxWidth(wide ? 760 + 16 + 320 + 48 : Double.MAX_VALUE);
        boolean small = getHeight() < RECENT_FROM;
        show(recent, !small && place.getChildren().contains(middle));
        page.setSpacing(small ? 14 : 20);
        page.setPadding(small ? new Insets(16, 24, 16, 24) : new Insets(24));
        card.setPadding(small ? new Insets(16, 32, 12, 32) : new Insets(24, 28, 14, 28));
    }

    private static void show(Region region, boolean visible) {
        region.setVisible(visible);
        region.setManaged(visible);
    }

    private void toggleGuidelines() {
        wish = guidelines.isVisible() ? GuidelinesWish.HIDDEN : GuidelinesWish.SHOWN;
        fit();
    }

    private void toggleKeys() {
        if (overlay.isVisible()) {
            closeKeys();
        } else {
            model.started().ifPresent(start -> overlay.show(start.variable(),
                    card.dock().listed() ? KeyMode.SEARCHED : model.composing() ? KeyMode.COMPOSED : KeyMode.SINGLE));
        }
    }

    private void closeKeys() {
        overlay.setVisible(false);
        card.home();
    }

    private void pressed(KeyEvent event) {
        swallowing = false;
        if (model.started().isEmpty() || event.getTarget() instanceof TextInputControl input && !input.getText().isEmpty()
                || event.getTarget() instanceof TextInputControl && !event.getCode().isDigitKey())
            return;
        if (event.getTarget() instanceof TextInputControl input && "comment".equals(input.getId()))
            return;
        boolean button = event.getTarget() instanceof ButtonBase;
        if (button && (event.getCode() == KeyCode.SPACE || event.getCode() == KeyCode.ENTER))
            return;
        if (overlay.isVisible() && event.getCode() == KeyCode.ESCAPE) {
            closeKeys();
            event.consume();
        } else if (command(event) || label(event) || letter(event)) {
            event.consume();
        }
    }

    /// Keys that mean the same whatever the labels are.
    private boolean command(KeyEvent event) {
        KeyCode code = event.getCode();
        if (event.isShortcutDown()) {
            switch (code) {
                case Z -> {
                    if (event.isShiftDown()) {
                        model.redo();
                    } else {
                        model.undo();
                    }
                }
                case Y -> model.redo();
                default -> {
                    return false;
                }
            }
            return true;
        }
        if (event.isAltDown() || event.isMetaDown())
            return false;
        switch (code) {
            case SPACE -> model.skip();
            case ENTER -> model.confirm();
            case BACK_SPACE -> model.undo();
            case DELETE -> model.blank();
            case LEFT -> model.move(-1);
            case RIGHT -> forward();
            case UP -> card.up();
            case DOWN -> card.down();
            case PAGE_UP -> card.scroll(-0.9);
            case PAGE_DOWN -> card.scroll(0.9);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void forward() {
        if (model.phaseProperty().get() == Phase.SAVED) {
            model.next();
        } else {
            model.move(1);
        }
    }

    private boolean label(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown())
            return false;
        int digit = digits.digit(event);
        var name = digit >= 0 ? card.dock().byDigit(digit) : card.dock().byLetter(event.getText());
        name.ifPresent(card::choose);
        return name.isPresent() || digit >= 0;
    }

    private boolean letter(KeyEvent event) {
        String text = event.getText().toLowerCase(Locale.ROOT);
        if (event.isShortcutDown() || event.isAltDown() || text.length() != 1)
            return false;
        if (card.dock().listed() && !event.isShiftDown()) {
            if (!Character.isLetter(text.charAt(0)))
                return false;
            card.dock().type(text);
            swallowing = true;
            return true;
        }
        switch (text) {
            case "f" -> model.flag();
            case "c" -> {
                card.openComment();
                swallowing = true;
            }
            case "g" -> toggleGuidelines();
            case "h", "?" -> toggleKeys();
            default -> {
                return false;
            }
        }
        return true;
    }
}
