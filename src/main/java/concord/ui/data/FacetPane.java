package concord.ui.data;

import concord.app.DataService.Facet;
import concord.app.DataService.FacetValue;
import concord.model.UnitFilter;
import concord.model.Variable;
import concord.report.Numbers;
import concord.ui.Texts;
import concord.ui.control.LabelGlyph;
import concord.ui.control.Parts;
import concord.ui.shell.Workspace;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.controlsfx.control.RangeSlider;

/// The facets at the left: every value with its count under the other conditions, a bar beside each, a histogram for confidences.
final class FacetPane {
    private static final int SHOWN = 5;
    private static final double WIDTH = 222;
    private static final double INNER = 184;

    private final Workspace workspace;
    private final DataViewModel model;
    private final VBox list = new VBox(16);
    private final ScrollPane view = new ScrollPane(list);
    private final Set<String> collapsed = new HashSet<>();
    private final Set<String> unfolded = new HashSet<>();

    FacetPane(Workspace workspace, DataViewModel model) {
        this.workspace = workspace;
        this.model = model;
        list.setId("data-facets");
        Parts.padded(list, 16, 18, 16, 18);
        view.setFitToWidth(true);
        view.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        Parts.style(view, "card", "plain-scroll", "facets");
        Parts.width(view, WIDTH);
        view.setMinHeight(0);
        model.facetsProperty().addListener(_ -> build());
        workspace.blindProperty().addListener(_ -> build());
        build();
    }

    Region view() {
        return view;
    }

    private void build() {
        String focused = focusedKey();
        list.getChildren().clear();
        for (Facet facet : model.facetsProperty().get().facets()) {
            list.getChildren().add(facet(facet));
            if (facet.id().startsWith("label:"))
                histogram(facet.id().substring("label:".length()));
        }
        if (workspace.blindProperty().get())
            list.getChildren().add(Parts.wrapped(Texts.get("data.facet.blind"), "t-small", "ink-3"));
        if (!focused.isEmpty())
            list.lookupAll(".check-box").stream().filter(n -> focused.equals(n.getUserData())).findFirst().ifPresent(Node::requestFocus);
    }

    private String focusedKey() {
        Node owner = list.getScene() == null ? null : list.getScene().getFocusOwner();
        return owner instanceof CheckBox box && box.getUserData() instanceof String key ? key : "";
    }

    private VBox facet(Facet facet) {
        VBox body = new VBox(7);
        List<FacetValue> values = ordered(facet);
        long most = values.stream().mapToLong(FacetValue::count).max().orElse(0);
        boolean all = unfolded.contains(facet.id()) || values.size() <= SHOWN + 1;
        for (int i = 0; i < values.size(); i++) {
            if (all || i < SHOWN || values.get(i).selected())
                body.getChildren().add(value(facet, values.get(i), most));
        }
        if (values.size() > SHOWN + 1)
            body.getChildren().add(Parts.link(all ? Texts.get("data.facet.fewer") : Texts.get("data.facet.more", values.size() - SHOWN),
                    () -> flip(unfolded, facet.id())));
        return collapsible(facet.id(), title(facet), body);
    }

    private VBox collapsible(String id, String title, Node body) {
        boolean open = !collapsed.contains(id);
        Button head = new Button();
        var name = Parts.elided(title, "t-note", "t-medium");
        HBox line = Parts.row(6, name, Parts.spacer(), Parts.icon(open ? "chevron-up" : "chevron-down", "small", "faint"));
        line.setPrefWidth(INNER);
        head.setGraphic(line);
        head.setTooltip(new Tooltip(title));
        head.setAccessibleText(title + ", " + (open ? Texts.get("data.facet.open") : Texts.get("data.facet.closed")));
        Parts.style(head, "facet-head");
        head.setMaxWidth(Double.MAX_VALUE);
        head.setOnAction(_ -> flip(collapsed, id));
        return open ? new VBox(7, head, body) : new VBox(head);
    }

    private Node value(Facet facet, FacetValue value, long most) {
        CheckBox box = new CheckBox(value.title());
        box.setUserData(facet.id() + "=" + value.value());
        box.setSelected(value.selected());
        box.setMinWidth(0);
        Parts.style(box, "t-note", "facet-value");
        if (facet.id().startsWith("label:") && value.value() != null)
            glyph(box, value);
        box.setAccessibleText(Texts.get("data.facet.value", value.title(), value.count()));
        box.setOnAction(_ -> model.toggle(value.filter()));
        var count = Parts.text(Numbers.count(value.count()), "t-small", "ink-3");
        HBox line = Parts.row(8, box, Parts.spacer(), count);
        line.setMinHeight(20);
        return new VBox(3, line, bar(most == 0 ? 0 : (double) value.count() / most, value.selected()));
    }

    private void glyph(CheckBox box, FacetValue value) {
        Variable variable = value.filter() instanceof UnitFilter.LabelIn f
                ? workspace.codebookProperty().get().variable(f.variable()).orElse(null)
                : null;
        if (variable != null)
            variable.label(String.valueOf(value.value())).ifPresent(l -> box.setGraphic(new LabelGlyph(l.slot(), 11)));
    }

    private static Node bar(double share, boolean selected) {
        StackPane track = Parts.style(new StackPane(), "track");
        Region fill = Parts.style(new Region(), selected ? "fill" : "fill faint");
        track.setMinHeight(3);
        track.setMaxHeight(3);
        StackPane.setAlignment(fill, Pos.CENTER_LEFT);
        Parts.width(fill, share <= 0 ? 0 : Math.max(3, INNER * share));
        fill.setMinHeight(3);
        fill.setMaxHeight(3);
        track.getChildren().add(fill);
        return track;
    }

    private void histogram(String annotator) {
        int[] bins = model.facetsProperty().get().histograms().get(annotator);
        if (bins == null)
            return;
        int most = Math.max(1, Arrays.stream(bins).max().orElse(1));
        HBox bars = new HBox(2);
        bars.setAlignment(Pos.BOTTOM_LEFT);
        bars.setMinHeight(36);
        for (int i = 0; i < bins.length; i++) {
            Region bar = Parts.style(new Region(), "hist-bar");
            HBox.setHgrow(bar, Priority.ALWAYS);
            bar.setMinHeight(bins[i] == 0 ? 1 : Math.max(2, 36.0 * bins[i] / most));
            bar.setMaxHeight(bar.getMinHeight());
            Tooltip.install(bar,
                    new Tooltip(Texts.get("data.facet.bin", Numbers.share(i / 10.0, 2), Numbers.share((i + 1) / 10.0, 2), bins[i])));
            bars.getChildren().add(bar);
        }
        RangeSlider slider = slider(annotator);
        var low = Parts.text(Numbers.share(slider.getLowValue(), 2), "t-small", "ink-3");
        var high = Parts.text(Numbers.share(slider.getHighValue(), 2), "t-small", "ink-3");
        slider.lowValueProperty().addListener((_, _, v) -> low.setText(Numbers.share(v.doubleValue(), 2)));
        slider.highValueProperty().addListener((_, _, v) -> high.setText(Numbers.share(v.doubleValue(), 2)));
        VBox body = new VBox(4, bars, slider, Parts.row(0, low, Parts.spacer(), high));
        list.getChildren().add(collapsible("confidence:" + annotator, Texts.get("data.facet.confidence", annotator), body));
    }

    private RangeSlider slider(String annotator) {
        double low = 0;
        double high = 1;
        for (UnitFilter filter : workspace.queryProperty().get().filters()) {
            if (filter instanceof UnitFilter.ConfidenceIn(_, var who, var from, var to) && who.equals(annotator)) {
                low = from;
                high = to;
            }
        }
        RangeSlider slider = new RangeSlider(0, 1, low, high);
        slider.setBlockIncrement(0.05);
        slider.setMajorTickUnit(0.1);
        slider.setMinorTickCount(1);
        slider.setSnapToTicks(true);
        slider.setAccessibleText(Texts.get("data.facet.confidence", annotator));
        Runnable settle = () -> {
            if (!slider.isLowValueChanging() && !slider.isHighValueChanging())
                model.confidence(annotator, slider.getLowValue(), slider.getHighValue());
        };
        slider.lowValueChangingProperty().addListener(_ -> settle.run());
        slider.highValueChangingProperty().addListener(_ -> settle.run());
        slider.setOnKeyReleased(_ -> settle.run());
        return slider;
    }

    private void flip(Set<String> set, String id) {
        if (!set.remove(id))
            set.add(id);
        build();
    }

    private String title(Facet facet) {
        String person = workspace.personProperty().get();
        if (!person.isEmpty() && facet.id().equals("label:" + person))
            return Texts.get("data.facet.label-you", person);
        String[] parts = facet.id().split(":", 2);
        return switch (parts[0]) {
            case "label" -> Texts.get("data.facet.label", parts[1]);
            case "agreement" -> Texts.get("data.facet.agreement", agreementNames(facet));
            case "sample" -> Texts.get("data.facet.sample");
            case "flag" -> Texts.get("data.facet.flag");
            case "final" -> Texts.get("data.facet.final");
            default -> facet.title();
        };
    }

    private static String agreementNames(Facet facet) {
        return facet.values().stream().map(FacetValue::filter).filter(f -> f instanceof UnitFilter.Agreement)
                .map(f -> ((UnitFilter.Agreement) f).a() + " × " + ((UnitFilter.Agreement) f).b()).findFirst().orElse(facet.title());
    }

    /// Values in an order that a click does not change: labels as the codebook has them, columns by count. What nothing has is left out.
    private static List<FacetValue> ordered(Facet facet) {
        List<FacetValue> values = facet.values().stream().filter(v -> v.selected() || v.count() > 0 || v.value() != null).toList();
        if (!facet.id().startsWith("meta:"))
            return values;
        return values.stream().sorted(Comparator.comparingLong(FacetValue::count).reversed().thenComparing(FacetValue::title)).toList();
    }
}
