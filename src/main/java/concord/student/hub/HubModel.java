package concord.student.hub;

import java.nio.file.Path;

/// A model that is on this computer.
///
/// @param folder its files, as an ordinary Hugging Face folder
/// @param commit of the model's repository that these files are of, 40 hexadecimal digits
public record HubModel(Path folder, String commit) {}
