package concord.student.worker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// A query, and what was judged for it on its side of the split.
///
/// @param number   tells it from the other queries of its side
/// @param tokens   the query's own
/// @param relevant its documents with a label above the lowest
/// @param others   its documents with the lowest label
record Query(int number, Tokens tokens, Set<Document> relevant, List<Document> others) {
    /// @param number the same for equal texts of a side
    record Document(int number, Tokens tokens) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Document document && document.number == number;
        }

        @Override
        public int hashCode() {
            return number;
        }
    }

    /// The examples of one side, each a document with the query it was judged for.
    ///
    /// @param texts the queries' first, the documents' second
    static List<Example> examples(List<ToWorker.Example> texts, TextEncoder encoder) {
        Map<String, Query> queries = new HashMap<>();
        Map<String, Document> documents = new HashMap<>();
        List<Tokens> first = encoder.encode(texts.stream().map(t -> new TextEncoder.Source(t.text(), null)).toList());
        List<Tokens> second = encoder
                .encode(texts.stream().map(t -> new TextEncoder.Source(Objects.requireNonNull(t.textB()), null)).toList());
        List<Example> out = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            ToWorker.Example text = texts.get(i);
            Tokens asked = first.get(i);
            Tokens read = second.get(i);
            Query query = queries.computeIfAbsent(text.text(), _ -> new Query(queries.size(), asked, new HashSet<>(), new ArrayList<>()));
            Document document = documents.computeIfAbsent(Objects.requireNonNull(text.textB()), _ -> new Document(documents.size(), read));
            if (text.label() > 0)
                query.relevant.add(document);
            else
                query.others.add(document);
            out.add(new Example(document.tokens(), text.label(), text.shares(), new Example.Judged(query, document)));
        }
        queries.values().forEach(query -> query.others.removeAll(query.relevant));
        return out;
    }
}
