package concord.student.format;

import concord.student.StudentException;
import java.util.ArrayList;
import java.util.List;

/// A SentencePiece model: its pieces and what its text is normalised by.
///
/// Source: sentencepiece_model.proto (ModelProto: pieces = 1, trainer_spec = 2, normalizer_spec = 3).
///
/// @param algorithm  how texts are cut into pieces
/// @param unknown    id of the piece for what has none
/// @param characters rules by which characters are replaced, in the form of its library; may be empty
record SentencePieceModel(List<Piece> pieces, Algorithm algorithm, int unknown, String unknownPiece, byte[] characters) {
    enum Algorithm {
        UNIGRAM, PAIRS
    }

    enum Use {
        ORDINARY, CONTROL, BY_THE_USER
    }

    /// @param score its logarithmic probability, or for pairs minus its rank
    record Piece(String text, double score, Use use) {}

    private static final int UNIGRAM = 1;
    private static final int BPE = 2;
    private static final int CONTROL = 3;
    private static final int USER_DEFINED = 4;

    /// @param name of the file, for messages
    /// @throws StudentException when it is cut short, or no SentencePiece model, or one of an algorithm not known here
    static SentencePieceModel read(String name, byte[] file) {
        try {
            return new Reader(name, file).read();
        } catch (IllegalArgumentException e) {
            throw notReadable(name, e);
        }
    }

    private static StudentException notReadable(String name, RuntimeException cause) {
        return new StudentException("The file " + name + " is not a whole SentencePiece model.", cause);
    }

    private static final class Reader {
        private final String name;
        private final Protobuf message;
        private final List<Piece> pieces = new ArrayList<>();
        private boolean trained;
        private boolean normalised;
        private int algorithm = UNIGRAM;
        private int unknown;
        private String unknownPiece = "<unk>";
        private byte[] characters = {};

        Reader(String name, byte[] file) {
            this.name = name;
            this.message = new Protobuf(file);
        }

        SentencePieceModel read() {
            message.fields((field, at, length) -> {
                if (at < 0)
                    return;
                switch (field) {
                    case 1 -> pieces.add(piece(at, length));
                    case 2 -> trainer(at, length);
                    case 3 -> normalizer(at, length);
                    default -> {
                    }
                }
            });
            // the parts come in this order, so that a file cut between two of them lacks the last
            if (pieces.isEmpty() || !trained || !normalised)
                throw new IllegalArgumentException("a part is missing");
            return new SentencePieceModel(List.copyOf(pieces), switch (algorithm) {
                case UNIGRAM -> Algorithm.UNIGRAM;
                case BPE -> Algorithm.PAIRS;
                default -> throw new StudentException(
                        "The SentencePiece model " + name
                                + " cuts texts into words or characters, which is not supported; use another model.");
            }, unknown, unknownPiece, characters);
        }

        private Piece piece(int start, long size) {
            String[] text = {""};
            double[] score = {0};
            int[] use = {1};
            message.fields(start, size, (field, at, length) -> {
                switch (field) {
                    case 1 -> text[0] = message.text(at, bytes(at, length));
                    case 2 -> score[0] = message.real(place(at, length));
                    case 3 -> use[0] = (int) length;
                    default -> {
                    }
                }
            });
            return new Piece(text[0], score[0], switch (use[0]) {
                case CONTROL -> Use.CONTROL;
                case USER_DEFINED -> Use.BY_THE_USER;
                default -> Use.ORDINARY;
            });
        }

        private void trainer(int start, long size) {
            trained = true;
            message.fields(start, size, (field, at, length) -> {
                switch (field) {
                    case 3 -> algorithm = (int) length;
                    case 40 -> unknown = (int) length;
                    case 45 -> unknownPiece = message.text(at, bytes(at, length));
                    default -> {
                    }
                }
            });
        }

        private void normalizer(int start, long size) {
            normalised = true;
            message.fields(start, size, (field, at, length) -> {
                if (field == 2)
                    characters = message.content(at, bytes(at, length));
            });
        }

        private static int place(int at, long length) {
            if (bytes(at, length) != Float.BYTES)
                throw new IllegalArgumentException("no number of 32 bits");
            return at;
        }

        private static long bytes(int at, long length) {
            if (at < 0)
                throw new IllegalArgumentException("a number instead of bytes");
            return length;
        }
    }
}
