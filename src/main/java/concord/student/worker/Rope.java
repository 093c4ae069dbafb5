package concord.student.worker;

import com.fasterxml.jackson.databind.JsonNode;
import concord.student.StudentException;
import concord.student.format.ModelConfig;

/// Rotary positions (Su et al. 2021): pairs of numbers of queries and keys are turned by angles that grow with the position.
///
/// @param theta    base of the wave lengths
/// @param scaling  how the wave lengths are stretched beyond those of the first training
/// @param settings the config's own of the scaling
record Rope(double theta, Scaling scaling, JsonNode settings) {
    enum Scaling {
        NONE,
        /// Every wave by the same factor.
        LINEAR,
        /// Long waves by the factor, short ones not at all, those between by a share of it, as Llama 3.1 does.
        LLAMA3
    }

    /// Reads rope_theta and rope_scaling, or rope_parameters, which later files have in place of both.
    ///
    /// @throws StudentException when the scaling is one that is not computed
    static Rope of(ModelConfig config) {
        JsonNode later = config.json().path("rope_parameters");
        JsonNode settings = later.isObject() ? later : config.json().path("rope_scaling");
        String type = settings.path("rope_type").asText(settings.path("type").asText("default"));
        Scaling scaling = switch (type) {
            case "default" -> Scaling.NONE;
            case "linear" -> Scaling.LINEAR;
            case "llama3" -> Scaling.LLAMA3;
            default -> throw new StudentException("The model stretches its positions by the rule \"" + type
                    + "\", which is not supported; use a model with the rule default, linear or llama3.");
        };
        return new Rope(later.path("rope_theta").asDouble(config.real("rope_theta", 10_000)), scaling, settings);
    }

    /// Lines that leave the cosines and sines of all positions of `ids` in cos_ and sin_, [S, size].
    void write(KernelText text, int size) {
        String device = "dtype=6, device=ops.prim.device(ids)";
        text.line("f_ = torch.reciprocal(torch.pow(" + theta + ", torch.div(torch.arange(0, " + size + ", 2, " + device + "), "
                + (double) size + ")))");
        switch (scaling) {
            case NONE -> {
            }
            case LINEAR -> text.line("f_ = torch.div(f_, " + number("factor") + ")");
            case LLAMA3 -> {
                double factor = number("factor");
                double low = number("low_freq_factor");
                double high = number("high_freq_factor");
                double first = number("original_max_position_embeddings");
                text.line("l_ = torch.mul(torch.reciprocal(f_), " + 2 * Math.PI + ")");
                text.line("s_ = torch.div(torch.sub(torch.mul(torch.reciprocal(l_), " + first + "), " + low + "), " + (high - low) + ")");
                // 0 for waves longer than the first training's texts, 1 for those that fit often enough
                text.line("s_ = torch.clamp(s_, 0.0, 1.0)");
                text.line("f_ = torch.add(torch.mul(torch.rsub(s_, 1.0), torch.div(f_, " + factor + ")), torch.mul(s_, f_))");
            }
        }
        text.line("a_ = torch.outer(torch.arange(torch.size(ids, 1), " + device + "), f_)");
        text.line("a_ = torch.cat([a_, a_], -1)");
        text.line("cos_ = torch.cos(a_)");
        text.line("sin_ = torch.sin(a_)");
    }

    private double number(String key) {
        if (!settings.path(key).isNumber())
            throw new StudentException("The config.json of the model lacks " + key + " in its rope settings.");
        return settings.path(key).asDouble();
    }

    /// Turns `of` [B, heads, S, size] by angles given as cosines and sines.
    static void turn(KernelText text, String of, String cos, String sin) {
        text.line("l_, r_ = torch.chunk(" + of + ", 2, -1)");
        text.line(of + " = torch.add(torch.mul(" + of + ", " + cos + "), torch.mul(torch.cat([torch.neg(r_), l_], -1), " + sin + "))");
    }
}
