package concord.report;

import java.util.Locale;

/// The role of a colour in a figure. The window's theme gives it a colour under the name `-cc-` + [#token()], a [Palette] does so on paper.
public enum Ink {
    /// Text, in three strengths.
    INK, INK_2, INK_3,
    /// A hairline and an axis.
    LINE, LINE_STRONG, ACCENT, SURFACE, ON_HEAT,
    /// Labels' or arms' colours, with a darker edge for the light ones.
    L1, L2, L3, L4, L5, L6, L7, L8, L5_EDGE, L6_EDGE, L7_EDGE,
    /// The steps of a heat map, from paper to iris.
    H0, H1, H2, H3, H4, H5, H6;

    /// The name of the colour in the theme files, without the prefix.
    public String token() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// @param slot from 0, as [concord.model.Label#slot()]; repeats after eight
    public static Ink label(int slot) {
        return values()[L1.ordinal() + Math.floorMod(slot, 8)];
    }

    /// The darker edge of a label's colour, or the colour itself where it needs none.
    static Ink edge(int slot) {
        return switch (Math.floorMod(slot, 8)) {
            case 4 -> L5_EDGE;
            case 5 -> L6_EDGE;
            case 6 -> L7_EDGE;
            default -> label(slot);
        };
    }

    /// @param level 0 (paper) to 6 (iris)
    public static Ink heat(int level) {
        return values()[H0.ordinal() + level];
    }

    /// The ink that can be read on a heat colour.
    public static Ink onHeat(int level) {
        return level >= 5 ? ON_HEAT : INK;
    }
}
