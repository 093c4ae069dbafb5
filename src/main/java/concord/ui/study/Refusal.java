package concord.ui.study;

import java.util.Locale;
import java.util.Map;

/// Why a study cannot be started, and at which field that is said.
record Refusal(Field field, String sentence) {
    private static final Map<String, Field> WORDS = Map.of("grid", Field.GRID, "setting", Field.GRID, "seed", Field.SEEDS, "consisten",
            Field.CONSISTENCY, "label \"", Field.MORE);

    /// A refusal of the service, at the field that its words name first; the arms where none is.
    ///
    /// @param names what the request names, with the field that names it
    static Refusal of(String sentence, Map<String, Field> names) {
        Field field = null;
        int first = Integer.MAX_VALUE;
        for (Map.Entry<String, Field> name : names.entrySet()) {
            int at = sentence.indexOf('"' + name.getKey() + '"');
            if (at >= 0 && at < first) {
                first = at;
                field = name.getValue();
            }
        }
        String small = sentence.toLowerCase(Locale.ROOT);
        for (Map.Entry<String, Field> word : WORDS.entrySet()) {
            int at = small.indexOf(word.getKey());
            if (field == null && at >= 0)
                field = word.getValue();
        }
        return new Refusal(field == null ? Field.ARMS : field, sentence);
    }
}
