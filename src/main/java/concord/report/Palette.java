package concord.report;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// Colours for the inks of a figure.
///
/// @param colours 0xRRGGBB for every ink
public record Palette(Map<Ink, Integer> colours) {
    /// The light theme's colours, for paper.
    public static final Palette LIGHT = light();

    public Palette {
        colours = Map.copyOf(colours);
        for (Ink ink : Ink.values()) {
            if (!colours.containsKey(ink))
                throw new IllegalArgumentException("no colour for " + ink);
        }
    }

    public int rgb(Ink ink) {
        return colours.get(ink);
    }

    /// Such as #1c1d1f.
    public String hex(Ink ink) {
        return String.format(Locale.ROOT, "#%06x", rgb(ink));
    }

    private static Palette light() {
        int[] rgb = {0x1c1d1f, 0x565960, 0x64676e, 0xe3e2dd, 0x8a8b86, 0x4a52bd, 0xffffff, 0xffffff, 0x0072b2, 0xd55e00, 0x009e73, 0xc06a98,
                0x56b4e9, 0xe69f00, 0xf0e442, 0x45474c, 0x2b86bc, 0xad7600, 0x8a7f00, 0xf6f6f4, 0xe6e7f5, 0xcdd0ec, 0xadb2e0, 0x8a90d2,
                0x666dc5, 0x4a52bd};
        Map<Ink, Integer> colours = new EnumMap<>(Ink.class);
        for (Ink ink : Ink.values()) {
            colours.put(ink, rgb[ink.ordinal()]);
        }
        return new Palette(colours);
    }
}
