package concord.report;

/// What a figure shows, before it has a size.
public sealed interface FigureData permits AgreementBars, PrecisionRecallBars, ConfusionHeatMap, LineCurve, DotPlot, PrecisionRecallPlane {
    /// @param width in pixels at text size 14, at least [#NARROWEST]; the height follows from the content
    Figure layout(double width);

    /// The numbers behind the figure, at full precision.
    Table table();

    double NARROWEST = 200;
}
