package concord.store;

import concord.model.DisagreementReason;
import concord.model.Gold;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The state of one final label, also as an event keeps it.
///
/// @param reasons stable keys, in the order of the enum
/// @param at      nanoseconds since 1970
record GoldRow(String label, List<String> reasons, String decidedBy, long at) {
    GoldRow {
        reasons = List.copyOf(reasons);
    }

    static GoldRow of(Gold gold) {
        List<String> reasons = gold.reasons().stream().sorted().map(DisagreementReason::key).toList();
        return new GoldRow(gold.label(), reasons, gold.decidedBy(), Times.of(gold.at()));
    }

    Gold gold(long unit, String variable) {
        Set<DisagreementReason> found = EnumSet.noneOf(DisagreementReason.class);
        for (String reason : reasons) {
            found.add(DisagreementReason.valueOf(reason.toUpperCase(Locale.ROOT)));
        }
        return new Gold(unit, variable, label, found, decidedBy, Times.at(at));
    }
}
