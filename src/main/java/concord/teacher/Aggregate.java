package concord.teacher;

import concord.model.CallStatus;
import concord.model.UnitOutcome;
import concord.model.result.UnitAnswer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Makes one answer of all the answers to a unit. Pure.
///
/// The label is the most frequent one among the answers that parsed; equal frequencies are a tie and give none. The consistency is the share of
/// the answers that parsed equal to the most frequent one (Pangakis, Wolken & Fasching 2023, arXiv 2306.00176), so an answer that did not parse
/// neither raises nor lowers it: how many parsed stands beside it.
public final class Aggregate {
    private Aggregate() {
    }

    /// @param calls the latest call of each repeat of the unit, in any order
    public static UnitAnswer of(long unit, Collection<CallLog.Known> calls) {
        Map<String, Integer> votes = new LinkedHashMap<>();
        calls.stream().sorted(Comparator.comparingInt(CallLog.Known::repeat)).filter(c -> c.label() != null)
                .forEach(c -> votes.merge(c.label(), 1, Integer::sum));
        int parsed = votes.values().stream().mapToInt(Integer::intValue).sum();
        if (parsed == 0)
            return new UnitAnswer(unit, unlabelled(calls), null, List.of(), calls.size(), 0, null, null);
        int most = votes.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
        List<String> modes = votes.entrySet().stream().filter(v -> v.getValue() == most).map(Map.Entry::getKey).toList();
        double consistency = (double) most / parsed;
        if (modes.size() > 1)
            return new UnitAnswer(unit, UnitOutcome.TIE, null, modes, calls.size(), parsed, consistency, null);
        OptionalDouble confidence = calls.stream().filter(c -> modes.getFirst().equals(c.label()) && c.confidence() != null)
                .mapToDouble(CallLog.Known::confidence).average();
        return new UnitAnswer(unit, UnitOutcome.LABELLED, modes.getFirst(), List.of(), calls.size(), parsed, consistency,
                confidence.isPresent() ? confidence.getAsDouble() : null);
    }

    /// One answer for each unit, in the order the units are given; a unit without calls has failed.
    public static List<UnitAnswer> all(List<Long> units, Collection<CallLog.Known> calls) {
        Map<Long, List<CallLog.Known>> byUnit = calls.stream().collect(Collectors.groupingBy(CallLog.Known::unit));
        return units.stream().map(u -> of(u, byUnit.getOrDefault(u, List.of()))).toList();
    }

    /// How many units ended how.
    static Map<UnitOutcome, Long> count(List<UnitAnswer> answers) {
        return answers.stream().collect(Collectors.groupingBy(UnitAnswer::outcome, Collectors.counting()));
    }

    /// The most frequent way of ending without a label; where equal, the one that says more about the unit.
    private static UnitOutcome unlabelled(Collection<CallLog.Known> calls) {
        Map<CallStatus, Long> ways = calls.stream().collect(Collectors.groupingBy(CallLog.Known::status, Collectors.counting()));
        List<CallStatus> order = new ArrayList<>(
                List.of(CallStatus.REFUSED, CallStatus.UNPARSABLE, CallStatus.FAILED, CallStatus.CAPPED));
        Function<CallStatus, Long> frequency = s -> ways.getOrDefault(s, 0L);
        order.sort(Comparator.comparing(frequency).reversed());
        return ways.isEmpty() ? UnitOutcome.FAILED : switch (order.getFirst()) {
            case REFUSED -> UnitOutcome.REFUSED;
            case UNPARSABLE, LABELLED -> UnitOutcome.UNPARSABLE;
            case FAILED -> UnitOutcome.FAILED;
            case CAPPED -> UnitOutcome.CAPPED;
        };
    }
}
