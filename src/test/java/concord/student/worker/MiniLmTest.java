package concord.student.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The weights taken out of the ONNX model compute what that model computes.
class MiniLmTest {
    private static final List<String> TEXTS = List.of("The committee left rates where they were.", "Short",
            "Inflation was higher than expected, and several members asked whether policy should tighten sooner than the last projections said.",
            "Räder, naïve café — 価格 up 3.5%!", "one two three four five six seven eight nine ten");

    @Test
    void embeddingsAreThoseOfOnnxRuntime() throws OrtException, IOException {
        StartingPoint start = StartingPoint.minilm();
        byte[] model;
        try (InputStream in = MiniLmTest.class.getResourceAsStream("/all-minilm-l6-v2.onnx")) {
            model = in.readAllBytes();
        }
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (Torch torch = Tiny.torch();
                TextEncoder encoder = TextEncoder.of(start.tokenizer().main(), 128);
                SentenceEncoder sentences = SentenceEncoder.open(torch, start);
                OrtSession session = environment.createSession(model)) {
            List<Tokens> tokens = encoder.encode(TEXTS.stream().map(t -> new TextEncoder.Source(t, null)).toList());
            List<float[]> ours = sentences.embed(tokens, _ -> {
            });
            for (int i = 0; i < TEXTS.size(); i++) {
                float[] expected = mean(environment, session, tokens.get(i));
                assertThat(ours.get(i)).as(TEXTS.get(i)).containsExactly(expected, within(1e-4f));
            }
        }
    }

    /// Mean of the last layer, brought to length 1.
    private static float[] mean(OrtEnvironment environment, OrtSession session, Tokens tokens) throws OrtException {
        int n = tokens.length();
        long[][] ids = new long[1][n];
        long[][] mask = new long[1][n];
        for (int i = 0; i < n; i++) {
            ids[0][i] = tokens.ids()[i];
            mask[0][i] = 1;
        }
        try (OnnxTensor input = OnnxTensor.createTensor(environment, ids);
                OnnxTensor ones = OnnxTensor.createTensor(environment, mask);
                OnnxTensor types = OnnxTensor.createTensor(environment, new long[1][n]);
                OrtSession.Result result = session
                        .run(Map.of("input_ids", input, "attention_mask", ones, "token_type_ids", types))) {
            FloatBuffer states = ((OnnxTensor) result.get(0)).getFloatBuffer();
            double[] sum = new double[384];
            double squares = 0;
            for (int j = 0; j < sum.length; j++) {
                for (int i = 0; i < n; i++) {
                    sum[j] += states.get(i * 384 + j);
                }
                squares += sum[j] * sum[j];
            }
            float[] out = new float[384];
            for (int j = 0; j < out.length; j++) {
                out[j] = (float) (sum[j] / Math.sqrt(squares));
            }
            return out;
        }
    }
}
