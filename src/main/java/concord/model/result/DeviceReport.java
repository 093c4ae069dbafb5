package concord.model.result;

/// Which device training and scoring will use.
///
/// @param chosen   cpu, gpu0, ...
/// @param sentence why, and what would bring a GPU into use, in plain words
/// @param threads  CPU threads used
public record DeviceReport(String chosen, String sentence, int threads) {}
