package concord.model.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One kind of teacher that can be chosen.
///
/// @param key        as in PROVIDER:MODEL
/// @param title      for people
/// @param baseUrl    its own address; null where the user must give one, and for the embedded teacher
/// @param keyNames   names under which its key is looked for, the first that has one counts; empty when it takes none
/// @param models     whether it can list its models
/// @param batch      whether it has a batch endpoint at a lower price
/// @param confidence whether it can give the probability of a label
public record ProviderInfo(String key, String title, @Nullable String baseUrl, List<String> keyNames, boolean models, boolean batch,
        boolean confidence) {
    public ProviderInfo {
        keyNames = List.copyOf(keyNames);
    }
}
