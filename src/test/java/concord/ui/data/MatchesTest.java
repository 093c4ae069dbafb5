package concord.ui.data;

import static org.assertj.core.api.Assertions.assertThat;

import concord.model.UnitQuery;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MatchesTest {
    private static Matches of(String search, boolean matchCase, boolean regex) {
        return Matches.of(new UnitQuery(search, matchCase, regex, List.of()));
    }

    @Test
    void piecesJoinedAreTheTextAndTheMatchesAreMarked() {
        String text = "The Price of prices, priced.";
        List<Matches.Piece> pieces = of("price", false, false).pieces(text);
        assertThat(pieces.stream().map(Matches.Piece::text).collect(Collectors.joining())).isEqualTo(text);
        assertThat(pieces.stream().filter(Matches.Piece::marked).map(Matches.Piece::text)).containsExactly("Price", "price", "price");
    }

    @Test
    void caseCountsWhenAsked() {
        assertThat(of("Price", true, false).pieces("price Price").stream().filter(Matches.Piece::marked)).hasSize(1);
    }

    @Test
    void withoutTheSwitchSignsMeanThemselves() {
        assertThat(of("a.c", false, false).pieces("abc a.c").stream().filter(Matches.Piece::marked).map(Matches.Piece::text))
                .containsExactly("a.c");
        assertThat(of("a.c", false, true).pieces("abc a.c").stream().filter(Matches.Piece::marked)).hasSize(2);
    }

    @Test
    void anExpressionThatMatchesNothingnessEnds() {
        assertThat(of("x*", false, true).pieces("axb").stream().filter(Matches.Piece::marked).map(Matches.Piece::text))
                .containsExactly("x");
    }

    @Test
    void aFaultyExpressionIsExplained() {
        assertThat(Matches.fault("(")).isPresent();
        assertThat(Matches.fault("(a|b)+")).isEmpty();
    }

    @Test
    void theSnippetShowsTheMatchAndItsCuts() {
        String text = "word ".repeat(100) + "dividend" + " word".repeat(100);
        String snippet = of("dividend", false, false).snippet(text, 80);
        assertThat(snippet).contains("dividend").startsWith("… ").endsWith(" …").hasSizeLessThan(90);
        assertThat(of("", false, false).snippet("short\n text", 80)).isEqualTo("short text");
    }
}
