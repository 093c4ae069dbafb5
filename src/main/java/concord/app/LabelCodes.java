package concord.app;

import concord.model.Annotation;
import concord.store.AnnotationRepository.LabelColumn;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// One annotator's labels of one variable over all units, dictionary-coded by position of the unit in import order.
///
/// One decision at a time may be put while others read: a reader sees the old or the new label of that unit.
final class LabelCodes {
    private final int[] codes;
    private final double[] confidence;
    private final BitSet flagged = new BitSet();
    private final List<String> labels = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> codeOf = new HashMap<>();
    private boolean confidences;

    LabelCodes(long[] ids, LabelColumn column) {
        codes = new int[ids.length];
        Arrays.fill(codes, -1);
        confidence = new double[ids.length];
        Arrays.fill(confidence, Double.NaN);
        int position = 0;
        for (int i = 0; i < column.units().length; i++) {
            long unit = column.units()[i];
            while (position < ids.length && ids[position] < unit) {
                position++;
            }
            if (position == ids.length)
                break;
            if (ids[position] == unit)
                set(position, column.labels()[i], column.confidence()[i], column.flagged()[i]);
        }
    }

    synchronized void put(int position, @Nullable Annotation annotation) {
        if (annotation == null) {
            set(position, null, Double.NaN, false);
        } else {
            Double given = annotation.confidence();
            set(position, annotation.label(), given == null ? Double.NaN : given, annotation.flagged());
        }
    }

    private void set(int position, @Nullable String label, double given, boolean flag) {
        codes[position] = label == null ? -1 : code(label);
        confidence[position] = given;
        confidences |= !Double.isNaN(given);
        flagged.set(position, flag);
    }

    private int code(String label) {
        Integer code = codeOf.get(label);
        if (code != null)
            return code;
        labels.add(label);
        codeOf.put(label, labels.size() - 1);
        return labels.size() - 1;
    }

    /// The labels met, by code.
    List<String> labels() {
        return labels;
    }

    /// @return -1 where there is no label
    int code(int position) {
        return codes[position];
    }

    @Nullable
    String label(int position) {
        int code = codes[position];
        return code < 0 ? null : labels.get(code);
    }

    /// Code of a label, -2 when nobody gave it.
    synchronized int codeOf(String label) {
        return codeOf.getOrDefault(label, -2);
    }

    /// NaN where none was given.
    double confidence(int position) {
        return confidence[position];
    }

    boolean hasConfidence() {
        return confidences;
    }

    boolean flagged(int position) {
        return flagged.get(position);
    }

    synchronized BitSet flags() {
        return (BitSet) flagged.clone();
    }

    int size() {
        return codes.length;
    }

    int labelled() {
        int n = 0;
        for (int code : codes) {
            if (code >= 0)
                n++;
        }
        return n;
    }

    long count(String label) {
        int wanted = codeOf(label);
        return Arrays.stream(codes).filter(c -> c == wanted).count();
    }
}
