package concord.ui.data;

import static org.assertj.core.api.Assertions.assertThat;

import concord.model.UnitFilter;
import concord.model.UnitQuery;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FiltersTest {
    private static final UnitFilter YES = new UnitFilter.LabelIn("stance", "MK", Set.of("yes"));
    private static final UnitFilter NO = new UnitFilter.LabelIn("stance", "MK", Set.of("no"));

    @Test
    void valuesOfOneFacetAreJoinedByOr() {
        UnitQuery query = Filters.toggle(Filters.toggle(UnitQuery.ALL, YES), NO);
        assertThat(query.filters()).containsExactly(new UnitFilter.LabelIn("stance", "MK", Set.of("yes", "no")));
    }

    @Test
    void aSecondClickTakesTheValueAwayAndTheLastOneTheCondition() {
        UnitQuery both = Filters.toggle(Filters.toggle(UnitQuery.ALL, YES), NO);
        UnitQuery one = Filters.toggle(both, YES);
        assertThat(one.filters()).containsExactly(NO);
        assertThat(Filters.toggle(one, NO).filters()).isEmpty();
    }

    @Test
    void blankIsAValueLikeOthers() {
        UnitFilter blank = new UnitFilter.MetadataIn("paper", new HashSet<>(Arrays.asList((String) null)));
        UnitFilter post = new UnitFilter.MetadataIn("paper", Set.of("Post"));
        UnitQuery query = Filters.toggle(Filters.toggle(UnitQuery.ALL, post), blank);
        assertThat(((UnitFilter.MetadataIn) query.filters().getFirst()).values()).containsExactlyInAnyOrder("Post", null);
    }

    @Test
    void otherAnnotatorsAreOtherFacets() {
        UnitFilter other = new UnitFilter.LabelIn("stance", "AR", Set.of("yes"));
        assertThat(Filters.toggle(Filters.toggle(UnitQuery.ALL, YES), other).filters()).containsExactly(YES, other);
    }

    @Test
    void ofValuesThatExcludeEachOtherTheNewOneStays() {
        UnitFilter same = new UnitFilter.Agreement("stance", "MK", "AR", true);
        UnitFilter different = new UnitFilter.Agreement("stance", "MK", "AR", false);
        UnitQuery query = Filters.toggle(Filters.toggle(UnitQuery.ALL, same), different);
        assertThat(query.filters()).containsExactly(different);
        assertThat(Filters.toggle(query, different).filters()).isEmpty();
    }

    @Test
    void theSearchIsKept() {
        UnitQuery query = Filters.toggle(new UnitQuery("price", true, false, java.util.List.of()), YES);
        assertThat(query.search()).isEqualTo("price");
        assertThat(query.matchCase()).isTrue();
    }

    @Test
    void whoLabelsBlindMayNotFilterByWhatOthersLabelled() {
        UnitFilter others = new UnitFilter.LabelIn("stance", "GPT-4", Set.of("yes"));
        UnitFilter among = new UnitFilter.Agreement("stance", "AR", "GPT-4", true);
        UnitFilter own = new UnitFilter.Agreement("stance", "MK", "GPT-4", false);
        UnitQuery query = UnitQuery.ALL.with(YES).with(others).with(among).with(own).with(new UnitFilter.InSample("test"));
        assertThat(Filters.blind(query, "MK").filters()).containsExactly(YES, own, new UnitFilter.InSample("test"));
    }
}
